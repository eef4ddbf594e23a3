"""The front of the 835: the payment itself, its trace, and loops 1000A (payer) and 1000B (payee). Facts
checked against the maps of pyx12 (BSD-3-Clause) and moov-io/x12 (Apache-2.0); an ST03 is tolerated, since
many send one."""

from almoner.core.x12.guides.common import MANY, N3, N3_S, N4, N4_S, R, S, loop, reference, segment

START = segment("ST", R, "transaction_start", "1 R set 835\n2 R control\n3 S guide")

PAYMENT_ORDER = segment(
    "BPR",
    R,
    "payment_order",
    """
    1 R handling C D H I P U X
    2 R amount
    3 R credit_or_debit C D
    4 R method ACH BOP CHK FWT NON
    5 S format CCP CTX
    6 S sender_bank_qualifier 01 04
    7 S sender_bank
    8 S sender_account_kind DA
    9 S sender_account
    10 S payer_id
    11 S payer_division
    12 S receiver_bank_qualifier 01 04
    13 S receiver_bank
    14 S receiver_account_kind DA SG
    15 S receiver_account
    16 R payment_date
    """,
)

TRACE = segment(
    "TRN",
    R,
    "trace",
    """
    1 R kind 1
    2 R number
    3 R payer_id
    4 S payer_division
    """,
)

CURRENCY = segment("CUR", S, "currency", "1 R entity PR\n2 R code @currency")

PRODUCTION_DATE = segment("DTM", S, "production_date", "1 R qualifier 405\n2 R date")

HEADER = (
    START,
    PAYMENT_ORDER,
    TRACE,
    CURRENCY,
    reference(S, "receiver_number", "EV"),
    reference(S, "payer_system_version", "F2"),
    PRODUCTION_DATE,
)

PAYER = segment("N1", R, "payer", "1 R entity PR\n2 R name\n3 S id_qualifier XV\n4 S id")

BUSINESS_CONTACT = segment(
    "PER",
    S,
    "business_contact",
    """
    1 R function CX
    2 S name
    3 S kind1 EM FX TE
    4 S number1
    5 S kind2 EM EX FX TE
    6 S number2
    7 S kind3 EX
    8 S number3
    """,
)

TECHNICAL_CONTACT = segment(
    "PER",
    R,
    "technical_contact",
    """
    1 R function BL
    2 S name
    3 S kind1 EM TE UR
    4 S number1
    5 S kind2 EM EX FX TE UR
    6 S number2
    7 S kind3 EM EX FX UR
    8 S number3
    """,
    most=MANY,
)

WEB_SITE = segment("PER", S, "web_site", "1 R function IC\n3 R kind1 UR\n4 R number1")

LOOP_1000A = loop(
    "1000A",
    R,
    "payer_party",
    PAYER,
    N3,
    N4,
    reference(S, "other_payer_number", "2U EO HI NF", most=4),
    BUSINESS_CONTACT,
    TECHNICAL_CONTACT,
    WEB_SITE,
)

PAYEE = segment("N1", R, "payee", "1 R entity PE\n2 R name\n3 R id_qualifier FI XV XX\n4 R id")

DELIVERY = segment("RDM", S, "delivery", "1 R way BM EM FT OL\n2 S name\n3 S number")

LOOP_1000B = loop(
    "1000B",
    R,
    "payee_party",
    PAYEE,
    N3_S,
    N4_S,
    reference(S, "other_payee_number", "0B D3 PQ TJ", most=MANY),
    DELIVERY,
)

__all__ = ["HEADER", "LOOP_1000A", "LOOP_1000B"]
