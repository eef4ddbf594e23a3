"""Writes a transaction that has every loop, segment and element of a guide, each once, from its tables."""

from collections.abc import Iterator

from almoner.core.x12.scanner import BINARY
from almoner.core.x12.spec import ElementSpec, Guide, LoopSpec, SegmentSpec

DATE, RANGE = "20260105", "20260105-20260106"
_DATED = "1251"
_BY_FORMAT = {
    "D8": DATE,
    "RD8": RANGE,
    "D6": "260105",
    "DT": f"{DATE}1200",
    "TM": "1200",
    "RDT": f"{DATE}1200-202601061200",
    "CM": "202601",
    "DB": "01052026",
}
_BY_TYPE = {"TM": "1200", "R": "1", "N0": "1", "N2": "1", "B": "AB"}


def full_file(guide: Guide) -> bytes:
    """One interchange with one such transaction."""
    body = list(_Filler(guide).loop(guide.root))
    rows = [row for row in body if row[0] not in ("ST", "SE")]
    has_guide = len(guide.root.opener.elements) > 2 and guide.root.opener.elements[2].usage != "N"
    start = ["ST", guide.set_id, "0001", *([guide.id] if has_guide else [])]
    rows = [start, *rows, ["SE", str(len(rows) + 2), "0001"]]
    parties = "ZZ*ELM            *ZZ*HUB            "
    head = f"ISA*00*{' ' * 10}*00*{' ' * 10}*{parties}*260105*1200*^*00501*000000001*0*T*:~"
    group = f"GS*{guide.functional_id}*ELM*HUB*{DATE}*1200*1*X*{guide.id}~"
    text = "".join("*".join(row) + "~" for row in rows)
    return f"{head}{group}{text}GE*1*1~IEA*1*000000001~".encode()


class _Filler:
    """Fills the parts of a guide in their order, and numbers levels and lines."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.levels = 0
        self.open: list[int] = []

    def loop(self, spec: LoopSpec, number: int = 1) -> Iterator[list[str]]:
        """The segments of a loop and of those in it."""
        is_level = spec.opener.id == "HL"
        has_levels = any(isinstance(part, LoopSpec) and part.opener.id == "HL" for part in spec.parts)
        if is_level:
            self.levels += 1
            self.open.append(self.levels)
        numbers: dict[str, int] = {}
        for part in spec.parts:
            if isinstance(part, LoopSpec):
                numbers[part.opener.id] = numbers.get(part.opener.id, 0) + 1
                yield from self.loop(part, numbers[part.opener.id])
            elif part.id == "HL":
                yield self._level(part, has_levels)
            elif part.id == "LX":
                yield ["LX", str(number)]
            else:
                yield segment(part)
        if is_level:
            self.open.pop()

    def _level(self, spec: SegmentSpec, has_levels: bool) -> list[str]:  # noqa: FBT001 - a fact of the guide
        above = str(self.open[-2]) if len(self.open) > 1 else ""
        row = ["HL", str(self.open[-1]), above, min(spec.elements[2].codes)]
        children = spec.elements[3]
        if children.usage == "N":
            return row
        told = "1" if has_levels else "0"
        return [*row, told if not children.codes or told in children.codes else min(children.codes)]


def segment(spec: SegmentSpec) -> list[str]:
    """A segment with all its elements, but for those that exclude one another."""
    left_out = _excluded(spec)
    row = [spec.id]
    for each in spec.elements:
        row.append("" if each.usage == "N" or each.number in left_out else _element(each, row))
    while not row[-1]:
        row.pop()
    if spec.id in BINARY:
        row[-2] = str(len(row[-1]))
    return row


def _excluded(spec: SegmentSpec | ElementSpec) -> set[int]:
    """Elements that may not stand beside another one: of those that exclude each other all but the required
    one, or all but the first."""
    parts = spec.elements if isinstance(spec, SegmentSpec) else spec.parts
    found: set[int] = set()
    for note in spec.notes:
        if note.kind == "E":
            used = [number for number in note.numbers if parts[number - 1].usage != "N"]
            used.sort(key=lambda number: parts[number - 1].usage != "R")
            found.update(used[1:])
    return found


def _element(spec: ElementSpec, before: list[str]) -> str:
    if spec.parts:
        parts: list[str] = []
        left_out = _excluded(spec)
        for part in spec.parts:
            parts.append("" if part.usage == "N" or part.number in left_out else _element(part, ["", *parts]))
        return ":".join(parts).rstrip(":")
    return _value(spec, before[-1])


def _value(spec: ElementSpec, before: str) -> str:
    if spec.codes:
        return min(spec.codes)
    if spec.data_element == _DATED:
        return _BY_FORMAT.get(before, DATE)
    if spec.type == "DT":
        return DATE[-spec.most :] if spec.most < 8 else DATE
    return _BY_TYPE.get(spec.type) or "A" * max(spec.least, 1)
