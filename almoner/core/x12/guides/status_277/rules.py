"""The rules across segments of the status answer (level 4).

That each line has a status of its own (S-06) is in the table. Whether a trace is the inquiry's (S-04) shows
beside the inquiry only.
"""

from collections.abc import Iterator

from almoner.core.money import cents
from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule
from almoner.core.x12.tree import Loop

_ANSWERS = {"2000B": ("2000C", "2200B"), "2000C": ("2000D", "2200C"), "2000D": ("2000E", "2200D")}
"""What may follow at each level: the level below, or a status of this one."""


@rule(
    "S-05",
    "2200D 2200E",
    Words(
        "The claim is told as paid, without the date or the number of the payment.",
        "Send the date (STC08) and the number of check or transfer (STC09) beside an amount paid.",
        source="277 2200D STC08, STC09",
    ),
    has="status_information",
)
def payment_is_named(claim: Loop) -> Iterator[Spot]:
    """STC08 and STC09 with F1 and STC05 (handbook S-05)."""
    for row in claim.rows("status_information"):
        if row.part("status", 1) == "F1" and _is_positive(row.get("paid")):
            lacking = [each for each in ("payment_date", "payment_number") if not row.get(each)]
            yield from (at(row, each, because=(row, "paid")) for each in lacking)


def _is_positive(text: str) -> bool:
    try:
        return cents(text) > 0
    except ValueError:
        return False


@rule(
    "S-09",
    "2000B 2000C 2000D",
    Words(
        "This level tells no status, and no level follows that could.",
        "Send a trace (TRN) with its status (STC) here, or the levels below.",
        "I6",
        source="277 2200B, 2200C, 2200D",
    ),
)
def level_is_answered(level: Loop) -> Iterator[Spot]:
    """2200 or the next HL."""
    if not any(level.counts.get(each) for each in _ANSWERS[level.id]):
        yield missing(level, "TRN")


RULES = Rulebook((payment_is_named, level_is_answered))
