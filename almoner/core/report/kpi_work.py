"""The field's indicators of the practice's work, and our own."""

from almoner.core.report.kpi import Basis, How, Indicator, Span, Variant
from almoner.core.report.kpi_denials import NAME_ONLY

OWN = "design target"


def _lag(measure: str, prefix: str = "", word: str = "") -> tuple[Variant, ...]:
    before = f"{word}, " if word else ""
    return (
        Variant(f"{prefix}mean", f"{before}average", (measure,), how=How.MEAN),
        Variant(f"{prefix}median", f"{before}median", (measure,), how=How.MEDIAN),
        Variant(f"{prefix}p90", f"{before}nine of ten within", (measure,), how=How.P90),
    )


def _clock(clock: str, word: str) -> Variant:
    return Variant(clock, word, (f"{clock}_met",), (f"{clock}_due",))


CLOCKS = ("ck1", "ck2", "ck3", "ck4")

WORK = (
    Indicator(
        "K9",
        "Clean claim rate",
        "Claims that left without a hold or a rebuilding",
        "Claims built",
        Basis.EVENT,
        (
            Variant("built", "of claims built", ("clean_built",), ("built",)),
            Variant("sent", "of claims sent", ("clean_sent",), ("sent",)),
        ),
        "A claim that an edit stopped is not clean, whatever was done about it. What a card mended by "
        "itself is.",
        "third-party; sources differ on the denominator",
        is_low_good=False,
    ),
    Indicator(
        "K36",
        "Total charge lag days",
        "Days from the service to the posting of its charge, late charges left out",
        "Charge lines",
        Basis.POSTING,
        _lag("charge_lag_in_time"),
        "Late is what K10 counts as late.",
        NAME_ONLY,
        is_low_good=True,
    ),
    Indicator(
        "K38",
        "Net collection rate",
        "Payments",
        "Charges less contractual adjustments",
        Basis.SERVICE,
        (
            Variant(
                "services",
                "of the same services",
                ("paid_of_services",),
                ("due_of_services",),
                span=Span.COHORT,
            ),
            Variant("posted", "by posting month", ("service_cash",), ("due",)),
        ),
        "The services are those of the three months before the period, so that payers had the period to "
        "pay them. "
        "The form by posting month misleads when the volume moves.",
        "unverified (AAFP form)",
        is_low_good=False,
    ),
    Indicator(
        "K40",
        "First-pass resolution",
        "Claims paid at their first decision, on the first sending",
        "Claims sent for the first time",
        Basis.EVENT,
        (
            Variant("sent", "of claims sent", ("paid_first",), ("sent",)),
            Variant("decided", "of those decided by now", ("paid_first",), ("sent_decided",)),
        ),
        "Paid: decided without a denied line, also where all is the patient's share. Of recent claims many "
        "are not "
        "decided yet.",
        "third-party",
        is_low_good=False,
        is_by_payer=True,
    ),
    Indicator(
        "K41",
        "First-pass acceptance",
        "Claims that the payer took in on the first sending",
        "Claims sent for the first time",
        Basis.EVENT,
        (
            Variant("payer", "by the payer", ("accepted_first",), ("sent",)),
            Variant("clearinghouse", "by the clearinghouse", ("cleared_first",), ("sent",)),
        ),
        "A decision counts as acceptance. Acceptance is not payment.",
        "third-party",
        is_low_good=False,
    ),
    Indicator(
        "K42",
        "Charge lag",
        "Days from the service to the posting of its charge",
        "Charge lines",
        Basis.POSTING,
        (
            *_lag("charge_lag"),
            *_lag("signature_lag", "sign-", "service to signature"),
            *_lag("coding_lag", "code-", "signature to codes"),
        ),
        "The signature's lag counts notes, the coding's lag superbills.",
        "third-party",
        is_low_good=True,
    ),
    Indicator(
        "K43",
        "Receivables over 90 days",
        "Receivables older than 90 days",
        "All receivables",
        Basis.DAY,
        (
            Variant("all", "all", ("owed_over_90",), ("owed",), span=Span.DAY),
            Variant("insurance", "payers", ("owed_insurance_over_90",), ("owed_insurance",), span=Span.DAY),
            Variant("patient", "patients", ("owed_patient_over_90",), ("owed_patient",), span=Span.DAY),
        ),
        "As K13 at 90 days, from the service.",
        "third-party",
        is_low_good=True,
    ),
    Indicator(
        "K44",
        "Charge funnel orphans",
        "Visits of earlier days that are not billed",
        "Visits",
        Basis.SERVICE,
        (
            Variant(
                "all",
                "any step",
                ("visits_open", "visits_signed", "visits_coded", "visits_charged"),
                ("visits",),
            ),
            Variant("open", "not signed", ("visits_open",), ("visits",)),
            Variant("signed", "not coded", ("visits_signed",), ("visits",)),
            Variant("coded", "not charged", ("visits_coded",), ("visits",)),
            Variant("charged", "no claim built", ("visits_charged",), ("visits",)),
        ),
        "The target is none.",
        OWN,
        is_low_good=True,
        is_zero_wanted=True,
    ),
    Indicator(
        "K45",
        "Silent claims",
        "Open claims that nobody owns and that wait beyond their time",
        "Open claims",
        Basis.DAY,
        (Variant("all", "all", ("claims_silent",), ("claims_open",), span=Span.DAY),),
        "Four days of grace, as `verify` has. The target is none.",
        OWN,
        is_low_good=True,
        is_by_payer=True,
        is_zero_wanted=True,
    ),
    Indicator(
        "K46",
        "Suspense",
        "Cash in suspense",
        "Cash received",
        Basis.DAY,
        (
            Variant("cents", "of the cash received", ("suspense",), ("cash_received",)),
            Variant("days", "days since it came, average", ("suspense_days",), how=How.MEAN, span=Span.DAY),
            Variant(
                "oldest", "days since it came, nine of ten", ("suspense_days",), how=How.P90, span=Span.DAY
            ),
        ),
        "A balance, and not a hidden list.",
        OWN,
        is_low_good=True,
        is_zero_wanted=True,
    ),
    Indicator(
        "K47",
        "Autopost rate",
        "Claims on remittances that posted without a touch",
        "Claims on remittances",
        Basis.REMITTANCE,
        (
            Variant("claim", "by claim", ("advices_by_themselves",), ("advices",)),
            Variant("dollars", "by dollars paid", ("paid_by_themselves",), ("advice_paid",)),
        ),
        "A remittance with anything suspended is never posted by itself.",
        OWN,
        is_low_good=False,
    ),
    Indicator(
        "K52",
        "Service-level attainment",
        "Clocks met",
        "Clocks due",
        Basis.EVENT,
        (
            Variant(
                "all",
                "all four",
                tuple(f"{clock}_met" for clock in CLOCKS),
                tuple(f"{clock}_due" for clock in CLOCKS),
            ),
            _clock("ck1", "remittance posted within 4 working days"),
            _clock("ck2", "silent claim followed up within 20 working days"),
            _clock("ck3", "denial acted on within 10 working days"),
            _clock("ck4", "ready claim sent within 3 working days"),
        ),
        "Working days are Monday to Friday; holidays are not known here. A clock is due once it was met or "
        "its time "
        "is over. CK5 to CK10 are watched by tasks and by `verify`.",
        OWN,
        is_low_good=False,
    ),
    Indicator(
        "M1",
        "Days to pay",
        "Days from the first sending to the first decision that paid",
        "Claims paid at their first decision",
        Basis.EVENT,
        _lag("days_to_pay"),
        "Its page has one row a payer.",
        OWN,
        is_low_good=True,
        is_by_payer=True,
    ),
    Indicator(
        "M2",
        "Shortfalls against contract",
        "Dollars that payers allowed less than their contracts, as posting found",
        "Dollars that payers paid",
        Basis.REMITTANCE,
        (Variant("paid", "of the dollars paid", ("short_cents",), ("advice_paid",)),),
        "What a payer wrote down beyond its contract, or to nothing: each is a task with its cents. Only "
        "lines whose contract is known here are looked at.",
        OWN,
        is_low_good=True,
        is_by_payer=True,
    ),
)
