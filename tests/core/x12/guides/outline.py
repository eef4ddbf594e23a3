"""Tells a guide in a few lines, to hold it against a table, and walks example transactions through it."""

from almoner.core.x12.document import TransactionSet
from almoner.core.x12.issue import Issue
from almoner.core.x12.reader import read
from almoner.core.x12.spec import ElementSpec, Guide, LoopSpec, SegmentSpec
from almoner.core.x12.walk import Walk
from tests.core.x12.examples import ISA


def outline(loop: LoopSpec) -> str:
    """A line for each loop: its id, its segments as "REF*1K*EJ" (HL with its level), its loops as (id);
    ! where required, how often where more than once (x5, x* for any number)."""
    lines = [f"{loop.id}{_often(loop)}: " + " ".join(map(_word, loop.parts))]
    return "\n".join(lines + [outline(part) for part in loop.parts if isinstance(part, LoopSpec)])


def _word(part: SegmentSpec | LoopSpec) -> str:
    if isinstance(part, LoopSpec):
        return f"({part.id})"
    telling = part.elements[2 if part.id == "HL" else 0]
    qualifier = telling.parts[0] if telling.parts else telling
    codes = "".join(f"*{code}" for code in sorted(qualifier.codes))
    return f"{part.id}{codes.replace(' ', '_')}{_often(part)}"


def _often(part: SegmentSpec | LoopSpec) -> str:
    return ("!" if part.required else "") + {0: "x*", 1: ""}.get(part.most, f"x{part.most}")


def doubled_names(guide: Guide) -> list[str]:
    """The names that stand twice among the parts of a loop, the elements of a segment or of a composite."""
    found = []
    for loop in guide.root.loops():
        found += _doubled(f"loop {loop.id}", [part.name for part in loop.parts])
        for segment in loop.segments():
            where = f"{loop.id} {segment.name}"
            found += _doubled(where, _used(segment.elements))
            for each in segment.elements:
                found += _doubled(f"{where} {each.name}", _used(each.parts))
    return found


def _used(elements: tuple[ElementSpec, ...]) -> list[str]:
    return [each.name for each in elements if each.usage != "N"]


def _doubled(where: str, names: list[str]) -> list[str]:
    return [f"{where}: {name}" for name in sorted(set(names)) if names.count(name) > 1]


def walked(guide: Guide, body: str) -> list[Issue]:
    """The issues of one transaction, given as the lines between ST and SE, in this guide."""
    lines = [line.strip() for line in body.strip().splitlines()]
    named = "" if guide.set_id == "835" else f"*{guide.id}"
    segments = [
        ISA,
        f"GS*{guide.functional_id}*SENDER*RECEIVER*20240105*1200*7*X*{guide.id}",
        f"ST*{guide.set_id}*0001{named}",
        *lines,
        f"SE*{len(lines) + 2}*0001",
        "GE*1*7",
        "IEA*1*000000001",
    ]
    return walked_file(guide, "".join(f"{each}~" for each in segments).encode())


def walked_file(guide: Guide, data: bytes) -> list[Issue]:
    """The issues of all transactions of a file in this guide."""
    sets: list[TransactionSet] = [
        each for interchange in read(data).interchanges for group in interchange.groups for each in group.sets
    ]
    assert sets, "an example holds a transaction"
    return [issue for each in sets for issue in Walk(each, guide).run().issues]


def places(issues: list[Issue]) -> list[tuple[str, str, str, int | None, int | None]]:
    """Rule, loop, segment, element and component of each."""
    return [(each.rule, each.loop, each.segment, each.element, each.component) for each in issues]
