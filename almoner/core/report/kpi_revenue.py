"""The field's indicators of revenue, receivables and cash (the HFMA-style keys)."""

from almoner.core.report.kpi import Basis, How, Indicator, Span, Variant

THIRD = "third-party copy of HFMA"
AGES = (30, 60, 90, 120)
LATE_DAYS = 5
"""After how many days from the service a charge is late (K10)."""


def _older(measure: str, label: str, total: str) -> tuple[Variant, ...]:
    """The share older than each age; over 90 days stands for it."""
    ages = (90, *(age for age in AGES if age != 90))
    return tuple(
        Variant(
            f"{label}{age}", f"older than {age} days", (f"{measure}_over_{age}",), (total,), span=Span.DAY
        )
        for age in ages
    )


REVENUE = (
    Indicator(
        "K2",
        "Insurance verification rate",
        "Visits with a payer's answer about benefits from at most 30 days before the service",
        "Visits of covered patients",
        Basis.SERVICE,
        (
            Variant("any", "also after the service", ("visits_verified",), ("visits_covered",)),
            Variant("before", "by the day of service", ("visits_verified_before",), ("visits_covered",)),
        ),
        "An answer that the payer refused is none.",
        THIRD,
        is_low_good=False,
    ),
    Indicator(
        "K5",
        "Point-of-service collections",
        "Patients' receipts on or before the day of a visit of theirs",
        "All money received from patients, less what was returned and refunded",
        Basis.POSTING,
        (Variant("cash", "of patients' cash", ("point_of_service",), ("patient_cash",)),),
        "Against what was due at check-in it is K35, which needs estimates that were kept.",
        THIRD,
        is_low_good=False,
    ),
    Indicator(
        "K6",
        "Days not final billed",
        "Charges of visits whose claims are not built: coded, or charged",
        "Average daily gross charges",
        Basis.DAY,
        (Variant("dollars", "coded or charged", ("coded", "charged"), ("gross_charges",), How.DAYS_OF),),
        "Visits that are unsigned or uncoded have no charges yet: K44 counts them.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K7",
        "Days billed, not submitted",
        "Total charges of first payers' claims that are held or ready",
        "Average daily gross charges",
        Basis.DAY,
        (
            Variant("all", "held or ready", ("claims_held", "claims_ready"), ("gross_charges",), How.DAYS_OF),
            Variant("held", "held by a finding", ("claims_held",), ("gross_charges",), How.DAYS_OF),
            Variant("ready", "waiting for a batch", ("claims_ready",), ("gross_charges",), How.DAYS_OF),
        ),
        "Claims held by rules count here.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K8",
        "Days not submitted, total",
        "The dollars of K6 and K7",
        "Average daily gross charges",
        Basis.DAY,
        (
            Variant(
                "all",
                "K6 and K7",
                ("coded", "charged", "claims_held", "claims_ready"),
                ("gross_charges",),
                How.DAYS_OF,
            ),
        ),
        "Equals K6 plus K7.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K10",
        "Late charges",
        "Charges posted more than 5 days after the service",
        "Charges posted",
        Basis.POSTING,
        (
            Variant("dollars", "by dollars", ("late_charges",), ("posted_charges",)),
            Variant("count", "by count", ("late_lines",), ("posted_lines",)),
        ),
        "Five days is this version's limit.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K11",
        "Aged receivables, billed",
        "Billed receivables older than 90 days",
        "All billed receivables",
        Basis.DAY,
        (
            *_older("owed_billed", "", "owed_billed"),
            *_older("owed_billed_from_bill", "bill-", "owed_billed"),
        ),
        "Age counts from the service; the variants named bill- count from the first sending. Billed: sent "
        "to a "
        "payer, or the patient's part. Credit balances lower their bucket.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K12",
        "Aged receivables by payer",
        "One payer's billed receivables older than 90 days",
        "That payer's billed receivables",
        Basis.DAY,
        _older("owed_billed", "", "owed_billed"),
        "The figure is that of all payers together; its page has one row a payer. Patients are a group.",
        THIRD,
        is_low_good=True,
        is_by_payer=True,
    ),
    Indicator(
        "K13",
        "Aged receivables, total",
        "Receivables older than 90 days",
        "All receivables, also unbilled",
        Basis.DAY,
        _older("owed", "", "owed"),
        "Beside K11 it shows the unbilled backlog. Age counts from the service.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K15",
        "Denial write-offs",
        "Dollars given up as denied or as not payable by any payer",
        "Net patient service revenue of the same months",
        Basis.POSTING,
        (Variant("all", "net of reversals", ("denials_given_up",), ("net_revenue",)),),
        "A denied amount that still waits is no write-off.",
        "third-party",
        is_low_good=True,
    ),
    Indicator(
        "K16",
        "Net days in credit balance",
        "Credit balances of payers and of patients",
        "Average daily net patient service revenue",
        Basis.DAY,
        (
            Variant("all", "both", ("payer_credits", "patient_credits"), ("net_revenue",), How.DAYS_OF),
            Variant("payer", "payers", ("payer_credits",), ("net_revenue",), How.DAYS_OF),
            Variant("patient", "patients", ("patient_credits",), ("net_revenue",), How.DAYS_OF),
        ),
        "Lines below zero, and patients' money on no line. Suspended cash is no credit balance.",
        "unverified",
        is_low_good=True,
    ),
    Indicator(
        "K17",
        "Net days in receivables",
        "Receivables less credit balances and patients' money on no line",
        "Average daily net patient service revenue",
        Basis.DAY,
        (Variant("books", "as the books stand", ("owed", "unapplied_less"), ("net_revenue",), How.DAYS_OF),),
        "Contractual parts, charity and bad debt are taken off as they are posted; no allowance is guessed "
        "for "
        "claims that no payer has decided, so the figure is high while many wait.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K18",
        "Cash collection rate",
        "Patient service cash collected",
        "Net patient service revenue",
        Basis.POSTING,
        (Variant("same", "same months", ("service_cash",), ("net_revenue",)),),
        "Payers' payments at the decision and patients' receipts, less refunds and returned payments; "
        "nothing in "
        "suspense, no interest, no recoupment between payer and practice.",
        THIRD,
        is_low_good=False,
    ),
    Indicator(
        "K19",
        "Bad debt",
        "Bad debt written off",
        "Gross charges",
        Basis.POSTING,
        (
            Variant("gross", "before recoveries", ("bad_debt",), ("gross_charges",)),
            Variant("net", "net of recoveries", ("bad_debt", "bad_debt_recovered_less"), ("gross_charges",)),
        ),
        "Handing a debt to a collector is no bad debt until it is written off.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K20",
        "Charity",
        "Charity adjustments",
        "Gross charges",
        Basis.POSTING,
        (Variant("all", "all programs", ("charity",), ("gross_charges",)),),
        "Only what was applied for and granted.",
        THIRD,
    ),
    Indicator(
        "K21",
        "Cost to collect",
        "Cost of the revenue cycle in the months for which it was entered",
        "Patient service cash collected in those months",
        Basis.POSTING,
        (
            Variant("all", "with technology", ("cost",), ("cash_of_cost",)),
            Variant("people", "without technology", ("cost_without_technology",), ("cash_of_cost",)),
        ),
        "Costs come from outside and are entered by month; the last twelve whole months count.",
        THIRD,
        is_low_good=True,
    ),
    Indicator(
        "K31",
        "Days in receivables, gross",
        "Receivables less credit balances and patients' money on no line",
        "Gross charges of twelve months over 365",
        Basis.DAY,
        (
            Variant(
                "year",
                "twelve months",
                ("owed", "unapplied_less"),
                ("gross_charges_year",),
                How.DAYS_OF,
                Span.YEAR,
            ),
            Variant("period", "three months", ("owed", "unapplied_less"), ("gross_charges",), How.DAYS_OF),
        ),
        "The gross form: charges, not what they are worth. In the first twelve months of the books it is "
        "high.",
        "third-party",
        is_low_good=True,
    ),
    Indicator(
        "K32",
        "Practice cash collection",
        "Patient service cash collected",
        "Net patient service revenue",
        Basis.POSTING,
        (Variant("same", "same months", ("service_cash",), ("net_revenue",)),),
        "As K18: these books are one practice's.",
        "third-party",
        is_low_good=False,
    ),
    Indicator(
        "K30",
        "Practice net days in receivables",
        "Receivables less credit balances and patients' money on no line",
        "Average daily net patient service revenue",
        Basis.DAY,
        (Variant("books", "as the books stand", ("owed", "unapplied_less"), ("net_revenue",), How.DAYS_OF),),
        "As K17: these books hold professional services only.",
        "name third-party, equation unverified",
        is_low_good=True,
    ),
)
