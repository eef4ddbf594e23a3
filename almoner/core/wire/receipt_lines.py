"""The service lines that a 277CA (X214) sends back, each with its claim, its own number and its statuses."""

from collections.abc import Iterator
from dataclasses import dataclass

from almoner.core.wire.status_words import StatusCode
from almoner.core.x12.check import edition_of
from almoner.core.x12.claims import claims
from almoner.core.x12.document import TransactionSet
from almoner.core.x12.tree import Loop

_STATUSES = ("status", "status2", "status3")


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line in error. `control` is the number that it was sent with (REF*6R), where it comes back."""

    claim: str
    control: str
    code: str
    codes: tuple[StatusCode, ...]


def refused_lines(each: TransactionSet) -> Iterator[RefusedLine]:
    """Yield the lines of a 277CA in the order of the file; none of another set."""
    edition = edition_of(each)
    if edition is None or edition.package != "receipt_277ca":
        return
    for claim in claims(each):
        number = claim.get("trace", "number")
        for line in claim.children("2220D"):
            service = line.row("service")
            code = service.part("procedure", 2) if service else ""
            yield RefusedLine(number, line.get("line_control_number", "value"), code, _codes(line))


def _codes(line: Loop) -> tuple[StatusCode, ...]:
    rows = line.rows("status_information")
    parts = ([*row.parts(name), "", ""] for row in rows for name in _STATUSES if row.get(name))
    return tuple(StatusCode(category, status, entity) for category, status, entity, *_ in parts)
