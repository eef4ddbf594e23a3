"""The field's indicators of denials."""

from almoner.core.report.kpi import Basis, How, Indicator, Span, Variant

TASK_FORCE = "third-party report of HFMA task force"
NAME_ONLY = "name third-party, equation unverified"


def _lag(measure: str) -> tuple[Variant, ...]:
    return (
        Variant("mean", "average", (measure,), how=How.MEAN),
        Variant("median", "median", (measure,), how=How.MEDIAN),
        Variant("p90", "nine of ten within", (measure,), how=How.P90),
    )


DENIALS = (
    Indicator(
        "K14",
        "Remittance denial rate",
        "Claims on remittances that were paid nothing and refused",
        "Claims on remittances",
        Basis.REMITTANCE,
        (
            Variant("claim", "by claim", ("advices_denied",), ("advices",)),
            Variant("line", "by line", ("advice_lines_denied",), ("advice_lines",)),
            Variant("dollars", "by dollars", ("advice_cents_denied",), ("advice_cents",)),
        ),
        "Reversals, claims only forwarded and pricing are left out; so is a remittance that was undone. A "
        "refused "
        "line of a paid claim counts by line and by dollars.",
        "unverified",
        is_low_good=True,
    ),
    Indicator(
        "K23",
        "Initial denial rate, claims",
        "Claims whose first decision refused at least one line",
        "Claims sent for the first time",
        Basis.EVENT,
        (
            Variant("claim", "by claim", ("first_denied",), ("sent",)),
            Variant("line", "by line", ("first_lines_denied",), ("sent_lines",)),
        ),
        "The first answer only: what a correction or an appeal brought doesn't change it.",
        TASK_FORCE,
        is_low_good=True,
        is_by_payer=True,
    ),
    Indicator(
        "K24",
        "Initial denial rate, dollars",
        "Total charges of claims whose first decision refused at least one line",
        "Total charges of claims sent for the first time",
        Basis.EVENT,
        (
            Variant("claim", "whole claims", ("first_denied_cents",), ("sent_cents",)),
            Variant("line", "refused lines only", ("first_cents_denied",), ("sent_cents",)),
        ),
        "The form by whole claims overstates: it counts paid lines beside a refused one.",
        TASK_FORCE,
        is_low_good=True,
    ),
    Indicator(
        "K25",
        "Primary denial rate",
        "First payers' decisions of four weeks that paid nothing",
        "First payers' decisions of four weeks",
        Basis.REMITTANCE,
        (
            Variant("refused", "and refused", ("primary_denied",), ("primary",), span=Span.WEEKS),
            Variant(
                "zero", "also where all is the patient's", ("primary_zero",), ("primary",), span=Span.WEEKS
            ),
        ),
        "The base form counts a full deductible as a denial; so the form without it stands for the "
        "indicator. "
        "Refusals as duplicate are left out.",
        TASK_FORCE,
        is_low_good=True,
    ),
    Indicator(
        "K26",
        "Days from denial to appeal",
        "Days from the denial to its appeal",
        "Appeals",
        Basis.EVENT,
        _lag("days_to_appeal"),
        "Calendar days.",
        NAME_ONLY,
        is_low_good=True,
    ),
    Indicator(
        "K27",
        "Days from denial to resolution",
        "Days from the denial to its end: overturned, upheld or given up",
        "Denials that ended",
        Basis.EVENT,
        _lag("days_to_resolve"),
        "Calendar days. Open denials stand in the worklist.",
        NAME_ONLY,
        is_low_good=True,
    ),
    Indicator(
        "K28",
        "Denials overturned",
        "Denials that were paid or decided anew in the end",
        "Denials that ended",
        Basis.EVENT,
        (
            Variant("count", "by count", ("overturned",), ("resolved",)),
            Variant("dollars", "by dollars", ("overturned_cents",), ("resolved_cents",)),
        ),
        "A payment in part counts as overturned where the payer no longer refuses the line.",
        NAME_ONLY,
        is_low_good=False,
    ),
    Indicator(
        "K34",
        "Professional services denial rate",
        "Services refused at the first decision",
        "Services sent for the first time",
        Basis.EVENT,
        (
            Variant("line", "by line", ("first_lines_denied",), ("sent_lines",)),
            Variant("dollars", "by dollars", ("first_cents_denied",), ("sent_cents",)),
        ),
        "By line; a claim refused as a whole counts all its lines.",
        NAME_ONLY,
        is_low_good=True,
    ),
    Indicator(
        "K39",
        "Denial rate, practice form",
        "Dollars denied, whichever decision it was",
        "Dollars sent for the first time",
        Basis.EVENT,
        (
            Variant("dollars", "by dollars", ("denied_cents",), ("sent_cents",)),
            Variant("count", "by count of claims", ("denied_claims",), ("sent",)),
        ),
        "Differs from K14, which counts on remittances, and from K24, which counts first decisions.",
        "third-party (AAFP)",
        is_low_good=True,
    ),
)
