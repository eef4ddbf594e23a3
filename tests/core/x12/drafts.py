"""Random transactions of any guide, made from its tables alone: loops and segments that are required, some of
the others, values of the right kind."""

from datetime import date, time
from decimal import Decimal
from random import Random

from almoner.core.x12.build import Draft, DraftLoop
from almoner.core.x12.build_values import Given
from almoner.core.x12.spec import ElementSpec, LoopSpec, Note, SegmentSpec

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_INNER = _LETTERS + " .,-/&'()+;?=!\""


def random_draft(name: str, seed: int, *, fullness: float = 0.3, control: int = 1) -> Draft:
    """A transaction of a guide; `fullness` is how likely each thing is that may be left out."""
    draft = Draft(name, control)
    _Filler(Random(seed), fullness).fill(draft, draft.guide.root)
    return draft


class _Filler:
    def __init__(self, chance: Random, fullness: float) -> None:
        self.chance, self.fullness = chance, fullness

    def fill(self, loop: DraftLoop, spec: LoopSpec) -> None:
        """What is behind the loop's first segment. A loop that may stand in an earlier one here is left out:
        an event behind a dependent is the dependent's."""
        made: set[str] = set()
        for part in spec.parts[1:]:
            for _ in range(0 if part.id in made else self.times(part)):
                if isinstance(part, LoopSpec):
                    opener = self.values(part.opener) if part.opener.id not in ("HL", "LX") else {}
                    self.fill(loop.loop(part.id, **opener), part)
                    made |= {inner.id for inner in part.loops()} - {part.id}
                elif part.id != "SE":
                    loop.put(part.name, **self.values(part))

    def times(self, part: SegmentSpec | LoopSpec) -> int:
        if not part.required and self.chance.random() > self.fullness:
            return 0
        return self.chance.randint(1, min(part.most or 2, 2))

    def values(self, spec: SegmentSpec) -> dict[str, Given]:
        """The elements of a segment by their names."""
        if spec.id == "BIN":
            return {"data": self.chance.randbytes(9)}
        if spec.id == "BDS":
            return {spec.elements[0].name: "B64", "data": self.chance.randbytes(9)}
        chosen = _without_gaps(spec, self.chosen(spec.elements, spec.notes, is_segment=True))
        values: dict[str, Given] = {}
        for each in spec.elements:
            if each.number in chosen:
                values[each.name] = self.element(
                    each, str(values.get(spec.elements[each.number - 2].name, ""))
                )
        return values

    def chosen(
        self, specs: tuple[ElementSpec, ...], notes: tuple[Note, ...], *, is_segment: bool
    ) -> set[int]:
        """The numbers of elements that will be there, so that the relations hold."""
        used = {each.number for each in specs if each.usage != "N"}
        here = {each.number for each in specs if each.usage == "R"}
        here |= {number for number in used if self.chance.random() < self.fullness}
        if not here and used and is_segment:
            here.add(min(used))
        dated = {each.number for each in specs if each.data_element == "1251" and each.number > 1}
        here |= {number - 1 for number in here & dated} & used
        for _ in range(4):
            for note in notes:
                _mend(note, here, used)
        return here

    def element(self, spec: ElementSpec, before: str) -> Given:
        if spec.repeat != 1 and spec.number > 1:
            return [
                self.single(spec, before) for _ in range(self.chance.randint(1, min(spec.repeat or 3, 3)))
            ]
        return self.single(spec, before)

    def single(self, spec: ElementSpec, before: str) -> Given:
        if not spec.parts:
            return self.simple(spec, before)
        chosen = self.chosen(spec.parts, spec.notes, is_segment=True)
        parts: list[Given] = []
        for part in spec.parts:
            before = str(parts[-1]) if parts else ""
            parts.append(self.simple(part, before) if part.number in chosen else None)
        return tuple(parts)

    def simple(self, spec: ElementSpec, before: str) -> Given:
        if spec.codes:
            return self.chance.choice(sorted(spec.codes))
        if spec.data_element == "1251":
            return self.moment(before)
        if spec.data_element == "782":
            return self.chance.randint(-99_999, 99_999_99)
        kind = spec.type
        if kind == "DT":
            return self.day()
        if kind == "TM":
            return time(self.chance.randrange(24), self.chance.randrange(60))
        if kind == "N0":
            return self.digits(spec)
        if kind == "R":
            return Decimal(self.chance.randint(1, 9 * 10 ** (min(spec.most, 6) - 1))) / 100
        return self.text(spec)

    def moment(self, form: str) -> Given:
        """A value of a format that was chosen, or any text."""
        first = self.day()
        clock = f"{self.chance.randrange(24):02d}{self.chance.randrange(60):02d}"
        moments: dict[str, Given] = {
            "D8": first,
            "RD8": (first, date(2031, 1, 1)),
            "TM": clock,
            "DT": f"{first:%Y%m%d}{clock}",
            "D6": f"{first:%y%m%d}",
        }
        return moments.get(form, "A1")

    def day(self) -> date:
        return date(self.chance.randint(2016, 2030), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def digits(self, spec: ElementSpec) -> str:
        size = self.chance.randint(spec.least, max(min(spec.most, 6), spec.least))
        return "".join(self.chance.choice("123456789") for _ in range(size))

    def text(self, spec: ElementSpec) -> str:
        size = self.chance.randint(spec.least, min(spec.most, spec.least + 12))
        inner = "".join(self.chance.choice(_INNER) for _ in range(size))
        return self.chance.choice(_LETTERS) + inner[1:-1] + (self.chance.choice(_LETTERS) if size > 1 else "")


def _without_gaps(spec: SegmentSpec, chosen: set[int]) -> set[int]:
    """Of numbered elements (`code1`, `code2`, ...) none behind the first that is left out; each adjustment
    with its amount."""
    kept: set[int] = set()
    ended: set[str] = set()
    for each in spec.elements:
        stem = each.name.rstrip("0123456789")
        goes_with = {"amount": each.number - 1, "quantity": each.number - 2} if spec.id == "CAS" else {}
        if stem in goes_with:
            is_in = goes_with[stem] in kept and (stem == "amount" or each.number in chosen)
        else:
            is_in = each.number in chosen and stem not in ended
            ended |= set() if is_in or stem == each.name else {stem}
        kept |= {each.number} if is_in else set()
    return kept or {min(chosen)}


def _mend(note: Note, here: set[int], used: set[int]) -> None:
    """Adds and takes away elements until a relation holds."""
    numbers = [number for number in note.numbers if number in used]
    there = [number for number in numbers if number in here]
    if note.kind == "P" and there:
        here |= set(numbers)
    elif note.kind == "R" and numbers and not there:
        here.add(numbers[0])
    elif note.kind == "E":
        here -= set(there[1:])
    elif note.kind == "C" and note.numbers[0] in here:
        here |= set(numbers)
    elif note.kind == "L" and there == [note.numbers[0]] and len(numbers) > 1:
        here.add(numbers[1])
