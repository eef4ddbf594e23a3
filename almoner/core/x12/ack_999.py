"""The 999 written and read: what was received, set by set, and why something was refused, with segment, loop,
element and claim, so that the sender finds the place in his own file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from almoner.core.x12.answers import (
    Acknowledgement999,
    AnsweredSet,
    ElementError,
    IssuesOf,
    SegmentError,
    judge_group,
    own_issues,
)
from almoner.core.x12.charset import EXTENDED, X12WriteError
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import Document, Group, Interchange, TransactionSet
from almoner.core.x12.envelope_checks import as_number
from almoner.core.x12.issue import Trigger
from almoner.core.x12.segment import Segment
from almoner.core.x12.set_writer import SetWriter, Value
from almoner.core.x12.writer import Envelope, write

GUIDE_999 = "005010X231A1"
_USUAL = Delimiters()
_CONTEXTS = {
    "837": "CLM01",
    "270": "TRN02",
    "271": "TRN02",
    "276": "TRN02",
    "277": "TRN02",
    "278": "TRN02",
}
"""What the claim of an issue is called in a CTX, by set; an 835 has no such context."""


def write_999(
    received: Document | Interchange | Group,
    envelope: Envelope,
    *,
    issues_of: IssuesOf = own_issues,
    delimiters: Delimiters = _USUAL,
    newline: bool = True,
) -> bytes:
    """The interchange that acknowledges these groups, one 999 for each.

    `issues_of` gives all issues of a set (by default those of the reader; a door adds those of the guide).
    Groups of acknowledgements (FA) aren't acknowledged; X12WriteError where nothing else is there."""
    answers = [
        judge_group(group, issues_of=issues_of) for group in _groups(received) if _is_answerable(group)
    ]
    if not answers:
        raise X12WriteError("999: no group to acknowledge")
    return render_999(answers, envelope, delimiters=delimiters, newline=newline)


def render_999(
    answers: list[Acknowledgement999],
    envelope: Envelope,
    *,
    delimiters: Delimiters = _USUAL,
    newline: bool = True,
) -> bytes:
    """The interchange that says these answers."""
    sets = [_set_of(answer, control, delimiters) for control, answer in enumerate(answers, 1)]
    outer = replace(envelope, functional_id="FA", guide=GUIDE_999)
    return write(outer, sets, delimiters=delimiters, newline=newline, is_extended=True)


def read_999(received: TransactionSet) -> Acknowledgement999:
    """What a 999 (or an older 997) says. Whatever is missing or out of place is empty; nothing is raised."""
    reader = _Reader()
    for segment in received.iter_segments():
        reader.take(segment)
    return reader.finish()


def _groups(received: Document | Interchange | Group) -> list[Group]:
    if isinstance(received, Group):
        return [received]
    if isinstance(received, Interchange):
        return received.groups
    return [group for interchange in received.interchanges for group in interchange.groups]


def _is_answerable(group: Group) -> bool:
    """A group with a GS; one that the file forgot to open is refused by the TA1."""
    return bool(group.gs) and group.functional_id != "FA"


def _set_of(answer: Acknowledgement999, control: int, delimiters: Delimiters) -> SetWriter:
    echo = echo_for(delimiters)
    made = SetWriter("999", control, GUIDE_999)
    made.seg(
        "AK1",
        echo(answer.functional_id, 2) or "0",
        echo(answer.group_control, 9) or "0",
        echo(answer.guide, 12),
    )
    for each in answer.sets:
        made.seg("AK2", echo(each.set_id, 3) or "0", echo(each.st_control, 9) or "0", echo(each.guide, 35))
        for segment in chain.from_iterable(
            _error_segments(error, each.set_id, echo) for error in each.errors
        ):
            made.seg(*segment)
        made.seg("IK5", each.code, *each.reasons)
    counts = (str(answer.included), str(answer.received), str(answer.accepted))
    made.seg("AK9", answer.code, *counts, *answer.reasons)
    return made


Echo = Callable[[str, int], str]


def _error_segments(error: SegmentError, set_id: str, echo: Echo) -> Iterator[tuple[Value, ...]]:
    """IK3, its contexts and its IK4s. A segment id that can't be repeated is written ZZZ."""
    segment_id = error.segment if error.segment.isalnum() and 2 <= len(error.segment) <= 3 else "ZZZ"
    yield "IK3", echo(segment_id, 3), str(max(error.segment_index, 1)), echo(error.loop, 6), error.code
    if error.trigger:
        yield _trigger(error.trigger, echo)
    if error.claim and set_id in _CONTEXTS:
        yield "CTX", (_CONTEXTS[set_id], echo(error.claim, 35))
    for element in error.elements:
        place = [str(element.position), str(element.component or ""), str(element.repetition or "")]
        yield (
            "IK4",
            tuple(place),
            element.data_element,
            element.code,
            echo(element.value, 99) if element.value else "",
        )


def _trigger(trigger: Trigger, echo: Echo) -> tuple[Value, ...]:
    element = "" if trigger.element is None else str(trigger.element)
    index = str(trigger.segment_index)
    return "CTX", "SITUATIONAL TRIGGER", echo(trigger.segment, 3), index, echo(trigger.loop, 6), element


def echo_for(delimiters: Delimiters) -> Echo:
    """What was received, as far as it can be said back: printable, without delimiters, not longer than its
    element. A required element that came empty is answered with 0."""
    marks = delimiters.element + delimiters.component + delimiters.repetition + delimiters.terminator
    allowed = frozenset(EXTENDED) - frozenset(marks)

    def echo(text: str, most: int) -> str:
        return "".join(char if char in allowed else " " for char in text).strip()[:most].strip()

    return echo


class _Reader:
    """Puts the segments of a 999 together again; the older names of a 997 (AK3, AK4, AK5) mean the same."""

    def __init__(self) -> None:
        self.group = Segment(["AK1"])
        self.verdict = Segment(["AK9"])
        self.sets: list[AnsweredSet] = []
        self.set: Segment | None = None
        self.errors: list[SegmentError] = []

    def take(self, segment: Segment) -> None:
        """The next segment, in order."""
        segment_id = segment.id.replace("AK3", "IK3").replace("AK4", "IK4").replace("AK5", "IK5")
        if segment_id == "AK1":
            self.group = segment
        elif segment_id == "AK2":
            self._close_set(Segment(["IK5"]))
            self.set = segment
        elif segment_id == "IK3":
            self.errors.append(_read_ik3(segment))
        elif segment_id in ("CTX", "IK4") and self.errors:
            self._deepen(segment_id, segment)
        elif segment_id == "IK5":
            self._close_set(segment)
        elif segment_id == "AK9":
            self.verdict = segment

    def finish(self) -> Acknowledgement999:
        """The whole answer."""
        self._close_set(Segment(["IK5"]))
        counts = [max(as_number(self.verdict.get(number)), 0) for number in (2, 3, 4)]
        return Acknowledgement999(
            group_control=self.group.get(2).strip(),
            functional_id=self.group.get(1).strip(),
            sets=self.sets,
            code=self.verdict.get(1).strip(),
            guide=self.group.get(3).strip(),
            included=counts[0],
            received=counts[1],
            accepted=counts[2],
            reasons=_filled(self.verdict, 5),
        )

    def _deepen(self, segment_id: str, segment: Segment) -> None:
        """A context or an element of the last segment error."""
        last = self.errors[-1]
        if segment_id == "IK4":
            last.elements.append(_read_ik4(segment))
            return
        name, *rest = segment.parts(1)
        if name.strip() == "SITUATIONAL TRIGGER":
            trigger = Trigger(
                segment.get(2), _number(segment.get(3)), segment.get(4), _maybe(segment.parts(5)[0])
            )
            self.errors[-1] = last._replace(trigger=trigger)
        elif rest and not last.claim:
            self.errors[-1] = last._replace(claim=rest[0])

    def _close_set(self, trailer: Segment) -> None:
        if self.set is None:
            return
        answered = AnsweredSet(
            self.set.get(1).strip(),
            self.set.get(2).strip(),
            trailer.get(1).strip(),
            self.errors,
            self.set.get(3).strip(),
            _filled(trailer, 2),
        )
        self.sets.append(answered)
        self.set, self.errors = None, []


def _read_ik3(segment: Segment) -> SegmentError:
    return SegmentError(
        segment.get(1).strip(), _number(segment.get(2)), segment.get(3).strip(), segment.get(4).strip(), []
    )


def _read_ik4(segment: Segment) -> ElementError:
    position, component, repetition = [*segment.parts(1), "", ""][:3]
    return ElementError(
        _number(position),
        _maybe(component),
        segment.get(3).strip(),
        _maybe(repetition),
        segment.get(2).strip(),
        segment.get(4),
    )


def _filled(segment: Segment, first: int) -> tuple[str, ...]:
    return tuple(text.strip() for text in segment.elements[first:] if text.strip())


def _number(text: str) -> int:
    return max(as_number(text), 0)


def _maybe(text: str) -> int | None:
    number = as_number(text)
    return number if number > 0 else None
