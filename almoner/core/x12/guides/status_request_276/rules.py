"""The rules across segments of the status inquiry (level 4): trace, birth date and service date stand where
the patient is."""

from collections.abc import Iterator

from almoner.core.x12.rule import Rulebook, Spot, Words, at, missing, rule, says_nothing
from almoner.core.x12.tree import Loop

_MOST_TRACES = 100_000
"""Traces of one transaction that are kept to find one that comes again."""


def _only_carries(level: Loop | None) -> bool:
    """A subscriber level that leads to dependents and isn't a patient's: no birth date."""
    return level is not None and level.get("level", "has_children") == "1" and not level.has("demographics")


@rule(
    "S-01",
    "2000D",
    Words(
        "The subscriber is the patient, and the birth date is missing.",
        "Send DMG before the name at the patient's level.",
        "I6",
        source="276 2000D DMG",
    ),
)
def patient_has_a_birth_date(level: Loop) -> Iterator[Spot]:
    """DMG beside 2200D (handbook S-01)."""
    if level.counts.get("2200D") and not level.has("demographics") and not _only_carries(level):
        yield missing(level, "DMG")


@rule(
    "S-10",
    "2000D",
    Words(
        "The birth date of a subscriber who isn't the patient is sent.",
        "Leave it out; the patient's own stands at the dependent's level.",
        "I9",
        source="276 2000D DMG",
    ),
    has="demographics",
)
def carrier_has_no_birth_date(level: Loop) -> Iterator[Spot]:
    """DMG without 2200D (handbook S-01)."""
    row = level.row("demographics")
    if row is not None and level.counts.get("2000E") and not level.counts.get("2200D"):
        yield at(row)


@rule(
    "S-02",
    "2200D",
    Words(
        "A claim is asked about at a subscriber who isn't the patient.",
        "Ask at the patient's level only; a subscriber who is the patient has a birth date.",
        "I9",
        source="276 2200D TRN",
    ),
    has="trace",
)
def claim_stands_at_the_patient(claim: Loop) -> Iterator[Spot]:
    """TRN at the patient's level (handbook S-02)."""
    trace = claim.row("trace")
    if trace is not None and _only_carries(claim.above("2000D")):
        yield at(trace)


@rule(
    "S-03",
    "2200D 2200E",
    Words(
        "The inquiry has no service date, neither for the claim nor for a line.",
        "Send DTP 472 for the claim, or lines with a date each.",
        "I6",
        source="276 2200D DTP 472",
    ),
)
def claim_has_a_date(claim: Loop) -> Iterator[Spot]:
    """DTP*472 at 2200 or 2210 (handbook S-03)."""
    if claim.has("service_date") or claim.counts.get(f"2210{claim.id[-1]}"):
        return
    if claim.id == "2200E" or not _only_carries(claim.above("2000D")):
        yield missing(claim, "DTP")


@rule(
    "S-07",
    "2000D",
    Words(
        "No claim is asked about at this level, and no dependent follows.",
        "Send TRN with what is known of the claim, or the dependent who is the patient.",
        "I6",
        source="276 2200D TRN",
    ),
)
def asks_about_a_claim(level: Loop) -> Iterator[Spot]:
    """2200D or 2000E (handbook S-02)."""
    if not level.counts.get("2200D") and not level.counts.get("2000E"):
        yield missing(level, "TRN")


_REPEATED = rule(
    "S-08",
    "2200D 2200E",
    Words(
        "Two claims of this transaction are asked about under one trace number.",
        "Give each claim a number of its own, or its answer can't be told from the other's.",
        source="276 2200D TRN02",
    ),
    severity="warning",
)(says_nothing)


class _Traces:
    """Finds a trace number that comes twice (handbook S-02)."""

    loops = frozenset({"2200D", "2200E"})

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def take(self, loop: Loop) -> Iterator[Spot]:
        """The trace of a claim that another has had."""
        trace = loop.row("trace") if loop.id in ("2200D", "2200E") else None
        number = trace.get("number") if trace else ""
        if trace is None or not number:
            return
        if number in self.seen:
            yield at(trace, "number")._replace(rule=_REPEATED.id)
        elif len(self.seen) < _MOST_TRACES:
            self.seen.add(number)


RULES = Rulebook(
    (
        patient_has_a_birth_date,
        carrier_has_no_birth_date,
        claim_stands_at_the_patient,
        claim_has_a_date,
        asks_about_a_claim,
        _REPEATED,
    ),
    tallies=(_Traces,),
)
