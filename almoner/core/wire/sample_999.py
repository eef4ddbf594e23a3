"""Sample acknowledgements of syntax: groups of claims with sets that were taken and sets that were refused
for segments or elements. Counts and verdicts fit; the same seed gives the same bytes."""

from almoner.core.wire.sample_parties import dealt, envelope
from almoner.core.wire.sample_values import SampleValues
from almoner.core.x12 import Acknowledgement999, AnsweredSet, ElementError, SegmentError, render_999

_CLAIMS = "005010X222A1"
_GROUPS = 3


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file that answers so many sets of claims."""
    assert guide_name == "999"
    values = SampleValues(seed)
    answers = [_answer(number, count, values) for number, count in enumerate(dealt(claims, _GROUPS), 1)]
    return render_999(answers, envelope(seed, "payer"))


def _answer(number: int, count: int, values: SampleValues) -> Acknowledgement999:
    sets = [_set(place, values) for place in range(1, count + 1)]
    accepted = sum(each.code == "A" for each in sets)
    code = "A" if accepted == count else "P" if accepted else "R"
    return Acknowledgement999(
        group_control=f"{values.number(6)}{number}",
        functional_id="HC",
        sets=sets,
        code=code,
        guide=_CLAIMS,
        included=count,
        received=count,
        accepted=accepted,
    )


def _set(place: int, values: SampleValues) -> AnsweredSet:
    kind, at = values.chance.random(), values.chance.randint(20, 90)
    claim = f"S{values.number(7)}"
    if kind < 0.6:
        return AnsweredSet("837", f"{place:04d}", "A", [], _CLAIMS)
    if kind < 0.8:
        elements = [ElementError(6, None, "7", data_element="1073")]
        error = SegmentError("CLM", at, "2300", "8", elements, claim)
    elif kind < 0.9:
        error = SegmentError("SV1", at, "2400", "8", [ElementError(1, 2, "1", data_element="234")], claim)
    else:
        error = SegmentError("HI", at, "2300", "3", [], claim)
    return AnsweredSet("837", f"{place:04d}", "R", [error], _CLAIMS, ("5",))
