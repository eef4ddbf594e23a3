"""From transaction sets to the bytes of an interchange. Counts and control numbers are computed, clock and
numbers are arguments, so the same input gives the same bytes; what level 1 of the reader would reject is
refused here, because widths, codes, characters, delimiters and counts are right by construction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, NamedTuple

from almoner.core.x12.charset import X12WriteError, clean
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.envelope_checks import SETS_OF_GROUP
from almoner.core.x12.set_writer import SetWriter, Style

_MOST_CONTROL = 999_999_999


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the ISA and the GS say. `control` is ISA13, `group_control` GS06; both come from the caller's
    counter and are never made up here. An empty `application_sender` or `application_receiver` repeats the
    interchange's own."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    control: int
    usage: Literal["T", "P"]
    on: date
    at: time
    application_sender: str = ""
    application_receiver: str = ""
    functional_id: str = ""
    guide: str = ""
    group_control: int = 1
    acknowledge: bool = False


class Form(NamedTuple):
    """What the bytes look like: delimiters, a line end behind each terminator, the extended character set."""

    delimiters: Delimiters = Delimiters()
    newline: bool = True
    is_extended: bool = False


USUAL = Form()


def write(
    envelope: Envelope,
    sets: Iterable[SetWriter],
    *,
    delimiters: Delimiters = USUAL.delimiters,
    newline: bool = True,
    is_extended: bool = False,
) -> bytes:
    """One interchange with one group of these sets.

    `newline` puts a line end behind each terminator, `is_extended` allows the extended character set.
    X12WriteError names what can't be written by segment and element, never by value."""
    check_delimiters(delimiters)
    style = Style(delimiters, is_extended)
    chosen = list(sets)
    _check_sets(envelope, chosen)
    joint = _joint(style, newline=newline)
    opening = delimiters.element.join(_gs(envelope, style)).encode("ascii") + joint
    closing = delimiters.element.join(["GE", str(len(chosen)), str(envelope.group_control)])
    bodies = [opening, *(each.render(style, joint) for each in chosen), closing.encode("ascii"), joint]
    return _frame(envelope, bodies, style, (1, joint))


def wrap(envelope: Envelope, body: bytes, style: Style, *, groups: int, newline: bool) -> bytes:
    """ISA and IEA around segments that are already bytes (groups, or TA1s with `groups` 0)."""
    joint = _joint(style, newline=newline)
    plain = body.replace(style.delimiters.terminator.encode("ascii"), joint)
    return _frame(envelope, [plain], style, (groups, joint))


def _joint(style: Style, *, newline: bool) -> bytes:
    """What ends a segment: the terminator, and a line end where one is wanted and it isn't one already."""
    end = style.delimiters.terminator.encode("ascii")
    return end + b"\n" if newline and not style.delimiters.ends_lines else end


def _frame(envelope: Envelope, bodies: list[bytes], style: Style, about: tuple[int, bytes]) -> bytes:
    groups, joint = about
    opening = style.delimiters.element.join(_isa(envelope, style)).encode("ascii")
    closing = style.delimiters.element.join(["IEA", str(groups), f"{envelope.control:09d}"]).encode("ascii")
    return b"".join([opening, joint, *bodies, closing, joint])


def check_delimiters(delimiters: Delimiters) -> None:
    """Four different ASCII characters that are neither letters, digits nor blanks."""
    marks = (delimiters.element, delimiters.component, delimiters.repetition, delimiters.terminator)
    is_usable = all(
        len(mark) == 1 and mark.isascii() and not mark.isalnum() and mark != " " for mark in marks
    )
    if not is_usable or len(set(marks)) < len(marks):
        raise X12WriteError("delimiters: four different characters that are no letters, digits or blanks")


def _check_sets(envelope: Envelope, sets: list[SetWriter]) -> None:
    if not sets:
        raise X12WriteError("GE element 1: a group needs at least one transaction set")
    if len({each.control for each in sets}) < len(sets):
        raise X12WriteError("ST element 2: a control number occurs twice in the group")
    fitting = SETS_OF_GROUP.get(envelope.functional_id)
    if fitting and not all(each.set_id in fitting for each in sets):
        raise X12WriteError("GS element 1: the functional identifier doesn't fit the transaction sets")


def _isa(envelope: Envelope, style: Style) -> list[str]:
    if not 0 < envelope.control <= _MOST_CONTROL:
        raise X12WriteError("ISA element 13: a control number has one to nine digits and isn't zero")
    if envelope.usage not in ("T", "P"):
        raise X12WriteError("ISA element 15: the usage is T or P")
    return [
        "ISA",
        "00",
        " " * 10,
        "00",
        " " * 10,
        _field(envelope.sender_qualifier, style, "ISA element 5", (2, 2)),
        _field(envelope.sender, style, "ISA element 6", (1, 15)).ljust(15),
        _field(envelope.receiver_qualifier, style, "ISA element 7", (2, 2)),
        _field(envelope.receiver, style, "ISA element 8", (1, 15)).ljust(15),
        f"{envelope.on:%y%m%d}",
        f"{envelope.at:%H%M}",
        style.delimiters.repetition,
        "00501",
        f"{envelope.control:09d}",
        "1" if envelope.acknowledge else "0",
        envelope.usage,
        style.delimiters.component,
    ]


def _gs(envelope: Envelope, style: Style) -> list[str]:
    if not 0 < envelope.group_control <= _MOST_CONTROL:
        raise X12WriteError("GS element 6: a control number has one to nine digits and isn't zero")
    sender = envelope.application_sender or envelope.sender
    receiver = envelope.application_receiver or envelope.receiver
    return [
        "GS",
        _field(envelope.functional_id, style, "GS element 1", (2, 2)),
        _field(sender, style, "GS element 2", (2, 15)),
        _field(receiver, style, "GS element 3", (2, 15)),
        f"{envelope.on:%Y%m%d}",
        f"{envelope.at:%H%M}",
        str(envelope.group_control),
        "X",
        _field(envelope.guide, style, "GS element 8", (6, 12)),
    ]


def _field(value: str, style: Style, place: str, width: tuple[int, int]) -> str:
    """A cleaned envelope value within its width; a value that doesn't fit is refused, never cut."""
    try:
        cleaned = clean(value, delimiters=style.delimiters, is_extended=style.is_extended)
    except X12WriteError as error:
        raise X12WriteError(f"{place}: {error}") from None
    if not width[0] <= len(cleaned) <= width[1]:
        raise X12WriteError(f"{place}: {width[0]} to {width[1]} characters are needed")
    return cleaned
