"""Checks one transaction, given as the lines between ST and SE, at all levels."""

from almoner.core.x12.check import check_set
from almoner.core.x12.issue import Issue
from almoner.core.x12.reader import read
from almoner.core.x12.spec import Guide
from tests.core.x12.examples import ISA

Told = tuple[str, str, str, int | None, int | None]
"""Rule, loop, segment, element and component."""


def framed(guide: Guide, body: str) -> bytes:
    """A file with one transaction of this guide."""
    lines = [line.strip() for line in body.strip().splitlines()]
    segments = [
        ISA,
        f"GS*{guide.functional_id}*SENDER*RECEIVER*20240105*1200*7*X*{guide.id}",
        f"ST*{guide.set_id}*0001*{guide.id}",
        *lines,
        f"SE*{len(lines) + 2}*0001",
        "GE*1*7",
        "IEA*1*000000001",
    ]
    return "".join(f"{each}~" for each in segments).encode()


def checked(guide: Guide, body: str, *, level: int = 5) -> list[Issue]:
    """The issues of a transaction of this guide."""
    return checked_file(framed(guide, body), level=level)


def checked_file(data: bytes, *, level: int = 5) -> list[Issue]:
    """The issues of all transactions of a file."""
    sets = [
        each for interchange in read(data).interchanges for group in interchange.groups for each in group.sets
    ]
    assert sets, "an example holds a transaction"
    return [issue for each in sets for issue in check_set(each, level=level)]


def told(issues: list[Issue]) -> list[Told]:
    """What each issue says, without its words."""
    return [(each.rule, each.loop, each.segment, each.element, each.component) for each in issues]


def changed(body: str, *pairs: tuple[str, str]) -> str:
    """A body with the first of each text replaced by another."""
    for right, wrong in pairs:
        assert right in body, f"the body has no {right}"
        body = body.replace(right, wrong, 1)
    return body
