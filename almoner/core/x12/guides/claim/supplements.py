"""Segments that stand alike on claims and lines: attachments, contracts, notes, pricing by an organization,
drugs. Facts checked against pyx12's maps (BSD-3-Clause) and LinuxForHealth's models (Apache-2.0).
"""

from almoner.core.x12.guides.common import LoopSpec, R, S, SegmentSpec, loop, reference, segment

_REPORTS = """
    03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB
    HC HR I5 IR LA M1 MT NN OB OC OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP
"""


_WAYS = "AA BM EL EM FT FX"


def attachment(reports: str, *, name: str = "attachment", ways: str = _WAYS, most: int = 10) -> SegmentSpec:
    """The PWK: a document of one of these kinds, and how it comes to the payer."""
    return segment(
        "PWK",
        S,
        name,
        f"""
        1 R report {reports}
        2 R transmission {ways}
        5 S control_qualifier AC
        6 S control
        """,
        most=most,
    )


ATTACHMENT = attachment(" ".join(_REPORTS.split()))

ATTACHMENT_OF_LINE = attachment(" ".join(report for report in _REPORTS.split() if report != "CT"))

CERTIFICATE = attachment("CT", name="certificate", ways=f"{_WAYS} AB AD AF AG NS", most=11)
"""A certificate on a line: one like the other attachments, or that of medical necessity of equipment, which
has ways of its own. The guide has two segments here that share a report code; they are one, so that neither
is refused for the other's ways.
"""


def contract(kinds: str) -> SegmentSpec:
    """The CN1: terms that payer and provider have agreed on."""
    return segment(
        "CN1",
        S,
        "contract",
        f"""
        1 R kind {kinds}
        2 S amount
        3 S percent
        4 S code
        5 S terms_discount
        6 S version
        """,
    )


CONTRACT = contract("01 02 03 04 05 06 09")

FILE_INFORMATION = segment("K3", S, "file_information", "1 R text", most=10)


def note(name: str, purposes: str, *, most: int = 1) -> SegmentSpec:
    """An NTE of one of these purposes."""
    return segment("NTE", S, name, f"1 R purpose {purposes}\n2 R text", most=most)


CLAIM_PRICING_METHODS = "00 01 02 03 04 05 07 08 09 10 11 12 13 14"
PRICING_METHODS = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14"


def pricing(methods: str, own: str = "") -> SegmentSpec:
    """The HCP of an organization that prices claims for a payer; `own` are the guide's further rows."""
    return segment(
        "HCP",
        S,
        "pricing",
        f"""
        1 R method {methods}
        2 R allowed
        3 S saving
        4 S organization
        5 S rate
        {own}
        13 S reject_reason T1 T2 T3 T4 T5 T6
        14 S policy_compliance 1 2 3 4 5
        15 S exception 1 2 3 4 5 6
        """,
    )


PRICED_GROUP = "6 S approved_group\n7 S approved_amount"
"""The rows of a HCP that name a patient group (ambulatory or diagnosis related) and its amount."""

PRICED_REVENUE = "8 S revenue_code @revenue"


def priced_service(procedures: str, units: str) -> str:
    """The rows of a HCP that name the service that was approved."""
    return f"9 S procedure_qualifier {procedures}\n10 S procedure\n11 S unit {units}\n12 S quantity"


def drug(kinds: str) -> LoopSpec:
    """2410: the drug of a line, its quantity, its prescription."""
    return loop(
        "2410",
        S,
        "drug",
        segment("LIN", R, "drug_code", f"2 R qualifier {kinds}\n3 R code"),
        segment("CTP", R, "drug_quantity", "4 R quantity\n5 R measure\n5-1 R unit F2 GR ME ML UN"),
        reference(S, "prescription_number", "VY XZ"),
    )
