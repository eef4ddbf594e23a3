"""What the walker looks up in a guide: which parts may change places, and which element tells segments of
one id apart."""

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.scanner import Elements
from almoner.core.x12.spec import Guide, LoopSpec, SegmentSpec

Part = SegmentSpec | LoopSpec


class GuideMap:
    """The parts of each loop in groups, and the qualifier of each segment id."""

    def __init__(self, guide: Guide) -> None:
        self._groups: dict[int, list[list[Part]]] = {}
        specs: dict[str, list[SegmentSpec]] = {}
        for loop in guide.root.loops():
            if id(loop) not in self._groups:
                self._groups[id(loop)] = _grouped(loop)
                for spec in loop.segments():
                    specs.setdefault(spec.id, []).append(spec)
        self.ids = frozenset(specs)
        self.level_codes = frozenset(code for spec in specs.get("HL", ()) for code in qualifier_codes(spec))
        """The codes that a level may have anywhere in the guide."""
        self.forks = {name: fork for name, each in specs.items() if (fork := _fork(name, each))}
        """Of each segment id that needs it: the qualifier's element, and whether it is a composite."""

    def levels_below(self, loop: LoopSpec) -> list[str]:
        """The codes of the levels directly in a loop."""
        inner = (part for part in loop.parts if isinstance(part, LoopSpec) and part.opener.id == "HL")
        return sorted({code for part in inner for code in qualifier_codes(part.opener)})

    def groups(self, loop: LoopSpec) -> list[list[Part]]:
        """The parts of a loop; those of one group may stand in any order."""
        return self._groups[id(loop)]

    def qualifier(self, elements: Elements, delimiters: Delimiters) -> str:
        """The text that tells segments of this id apart; empty where none does."""
        fork = self.forks.get(elements[0])
        if fork is None or len(elements) <= fork[0]:
            return ""
        value = elements[fork[0]]
        if delimiters.repetition:
            value = value.lstrip(delimiters.repetition).partition(delimiters.repetition)[0]
        return value.partition(delimiters.component)[0] if fork[1] and delimiters.component else value

    def fits(self, spec: SegmentSpec, segment_id: str, qualifier: str) -> bool:
        """A segment of this id and qualifier can be this one of the guide."""
        if spec.id != segment_id:
            return False
        if segment_id not in self.forks:
            return True
        codes = qualifier_codes(spec)
        return not codes or qualifier in codes


def opener_of(part: Part) -> SegmentSpec:
    """The segment itself, or the one that opens the loop."""
    return part.opener if isinstance(part, LoopSpec) else part


def qualifier_codes(spec: SegmentSpec) -> frozenset[str]:
    """The codes of the element that tells a segment from others of its id."""
    if not spec.elements:
        return frozenset()
    element = spec.elements[2 if spec.id == "HL" else 0]
    return element.parts[0].codes if element.parts else element.codes


def _grouped(loop: LoopSpec) -> list[list[Part]]:
    """Neighbours that begin with one segment id together; the opener and each HL alone."""
    groups: list[list[Part]] = [[loop.parts[0]]]
    for part in loop.parts[1:]:
        segment_id = opener_of(part).id
        if segment_id != "HL" and len(groups) > 1 and opener_of(groups[-1][0]).id == segment_id:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _fork(segment_id: str, specs: list[SegmentSpec]) -> tuple[int, bool] | None:
    """Element of the qualifier of a segment id, and whether it is a composite; None where nothing needs to be
    told apart."""
    if len({codes for spec in specs if (codes := qualifier_codes(spec))}) < 2:
        return None
    at = 3 if segment_id == "HL" else 1
    return at, any(bool(spec.elements[at - 1].parts) for spec in specs)
