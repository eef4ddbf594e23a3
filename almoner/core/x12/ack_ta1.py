"""The TA1 written and read: whether an interchange as such could be taken."""

from almoner.core.x12.answers import TA1, judge_interchange
from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.document import Interchange
from almoner.core.x12.segment import Segment
from almoner.core.x12.set_writer import Style
from almoner.core.x12.writer import Envelope, check_delimiters, wrap

_USUAL = Delimiters()


def write_ta1(
    interchange: Interchange,
    envelope: Envelope,
    *,
    refused: str = "",
    delimiters: Delimiters = _USUAL,
    newline: bool = True,
) -> bytes:
    """The interchange that answers another with a TA1 and no group (IEA01 is 0).

    Accepted, accepted with errors or rejected follows from the reader's issues; `refused` is the note code of
    a reason that only the receiver knows, such as 025 for an interchange that came before. Of the envelope
    only the ISA counts."""
    return render_ta1(
        judge_interchange(interchange, refused=refused), envelope, delimiters=delimiters, newline=newline
    )


def render_ta1(
    answer: TA1, envelope: Envelope, *, delimiters: Delimiters = _USUAL, newline: bool = True
) -> bytes:
    """The interchange that says this TA1. Digits that the answered ISA lacked are zeros."""
    check_delimiters(delimiters)
    elements = (
        "TA1",
        _digits(answer.control, 9),
        _digits(answer.date, 6),
        _digits(answer.time, 4),
        answer.code,
        answer.note,
    )
    segment = delimiters.element.join(elements) + delimiters.terminator
    return wrap(envelope, segment.encode("ascii"), Style(delimiters), groups=0, newline=newline)


def read_ta1(segment: Segment) -> TA1:
    """What a TA1 segment says; absent elements are empty."""
    control, date, time, code, note = (segment.get(number).strip() for number in range(1, 6))
    return TA1(control, date, time, code, note)


def _digits(text: str, width: int) -> str:
    return "".join(char for char in text if char in "0123456789")[-width:].rjust(width, "0")
