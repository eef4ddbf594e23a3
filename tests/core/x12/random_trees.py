"""Transactions grown by chance from a guide's own text: whatever the guide allows, in its order."""

import random
from collections.abc import Iterator

from almoner.core.x12.delimiters import Delimiters
from almoner.core.x12.explain import Reading, explain
from almoner.core.x12.patterns import FORMATS
from almoner.core.x12.spec import ElementSpec, Guide, LoopSpec, SegmentSpec

_DATES = {
    "D8": "20240105",
    "RD8": "20240105-20240131",
    "DT": "202401051230",
    "TM": "1230",
    "D6": "240105",
}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789"
_TRIES = 30


class Tree:
    """Grows the segments of one transaction; the same chance makes the same tree."""

    def __init__(self, guide: Guide, chance: random.Random, *, richness: float = 0.3) -> None:
        self.guide = guide
        self.chance = chance
        self.richness = richness
        self.levels = 0
        self.lines = 0
        self.reading = Reading(Delimiters(), guide.amount_digits)

    def segments(self) -> list[str]:
        """The texts between ST and SE."""
        return [text for text in self._loop(self.guide.root, "") if text[:3] not in ("ST*", "SE*")]

    def _loop(self, loop: LoopSpec, above: str, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
        """`allowed` are the codes by which the loop's first segment can be told from others beside it."""
        parts = [(part, self._times(part)) for part in loop.parts[1:]]
        levels = {part.id for part, _ in parts if isinstance(part, LoopSpec) and part.opener.id == "HL"}
        if len(levels) > 1:
            kept = self.chance.choice(sorted(levels))
            parts = [
                (part, times if part.id in {kept} or part.id not in levels else 0) for part, times in parts
            ]
        own = above
        if loop.opener.id == "HL":
            self.levels += 1
            own = str(self.levels)
            has_children = any(
                times for part, times in parts if isinstance(part, LoopSpec) and part.opener.id == "HL"
            )
            yield self._level(loop.opener, above, has_children=has_children)
        elif loop.opener.id == "LX":
            self.lines += 1
            yield f"LX*{self.lines}"
        else:
            yield self._segment(loop.opener, allowed)
        if loop.id in self.guide.claim_loops:
            self.lines = 0
        for part, times in parts:
            for _ in range(times):
                if isinstance(part, LoopSpec):
                    yield from self._loop(part, own, _telling(part, loop))
                else:
                    yield self._segment(part)

    def _times(self, part: SegmentSpec | LoopSpec) -> int:
        if not part.required and self.chance.random() > self.richness:
            return 0
        return self.chance.choice((1, 1, 1, 2)) if part.most != 1 else 1

    def _level(self, spec: SegmentSpec, above: str, *, has_children: bool) -> str:
        marks = [each for each in spec.elements if each.usage != "N"]
        values = {"number": str(self.levels), "parent": above, "has_children": str(int(has_children))}
        elements = [""] * 4
        for each in marks:
            elements[each.number - 1] = values.get(each.name) or min(each.codes)
        return "*".join(["HL", *elements]).rstrip("*")

    def _segment(self, spec: SegmentSpec, allowed: frozenset[str] = frozenset()) -> str:
        """A text of the segment that is within its table, relations of elements included."""
        for attempt in range(_TRIES):
            share = self.richness * (1 - attempt / 15) if attempt < 16 else self.chance.random()
            values = self._values(spec.elements, "^", ":", share)
            if spec.id in ("BIN", "BDS"):
                values[-2] = str(len(values[-1]))
            if allowed and values[0] not in allowed:
                values[0] = min(allowed)
            if not explain(spec, [spec.id, *values], self.reading):
                return "*".join([spec.id, *values]).rstrip("*")
        raise AssertionError(f"no text of {spec.id} {spec.name} is within its table")

    def _values(self, specs: tuple[ElementSpec, ...], repeat: str, part: str, share: float) -> list[str]:
        values: list[str] = []
        for each in specs:
            is_there = each.usage == "R" or (each.usage == "S" and self.chance.random() < share)
            before = values[-1] if values else ""
            values.append(self._value(each, before, part, share) if is_there else "")
            if is_there and each.repeat != 1 and repeat and self.chance.random() < share:
                values[-1] += repeat + self._value(each, before, part, share)
        return values

    def _value(self, each: ElementSpec, before: str, part: str, share: float) -> str:
        if each.parts:
            return part.join(self._values(each.parts, "", "", share)).rstrip(part)
        if each.codes:
            known = [code for code in sorted(each.codes) if each.data_element != "1250" or code in FORMATS]
            return self.chance.choice(known or sorted(each.codes))
        if each.data_element == "1251":
            return _DATES.get(before, "20240105")
        if each.data_element == "782":
            return self.chance.choice(("0", "10", "145.5", "99999.99", "-3"))
        return self._typed(each)

    def _typed(self, each: ElementSpec) -> str:
        if each.type == "DT":
            return "20240105"
        if each.type == "TM":
            return "1230"
        size = self.chance.randint(max(each.least, 1), max(1, min(each.most, each.least + 4)))
        if each.type in ("N0", "R"):
            return "1" * min(size, max(each.most, 1))
        first = "A" if size == 1 else self.chance.choice(_LETTERS[:26])
        return first + "".join(self.chance.choice(_LETTERS[:26]) for _ in range(size - 1))


def _telling(part: LoopSpec, loop: LoopSpec) -> frozenset[str]:
    """The codes that only this one of the loops beside it may begin with; empty where that needs no care."""
    others = (each for each in loop.parts if isinstance(each, LoopSpec) and each is not part)
    taken = {
        code for each in others if each.opener.id == part.opener.id for code in each.opener.elements[0].codes
    }
    codes = part.opener.elements[0].codes
    return codes - taken if codes & taken else frozenset()
