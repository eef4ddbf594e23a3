"""Nouns made up from their forms and the tables of their guides: what a set may say, in any combination that
its elements allow one by one. The same number gives the same noun."""

import random
from datetime import date, time, timedelta
from typing import Any

from almoner.core.wire import form as forms
from almoner.core.wire.attachment_275 import Payload
from almoner.core.wire.form_codecs import CODECS, Codec, Diagnosis, Period, Procedure
from almoner.core.wire.remit_835_nouns import Levy, Reason
from almoner.core.wire.status_words import StatusCode
from almoner.core.x12.spec import ElementSpec, Guide, LoopSpec, SegmentSpec

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,/&'()+;?=!\""
_MOST = 14
_UNUSED = ElementSpec(0, "N", "", "", "", 0, 0)
_NAMES = {id(codec): name for name, codec in CODECS.items()}


def whole(shape: forms.Form[Any], guide: Guide, number: int) -> Any:
    """The noun of a whole transaction."""
    return _Maker(random.Random(number)).noun(shape, guide.root)


def candidates(template: forms.Template, loop: LoopSpec) -> list[SegmentSpec]:
    """The segments of a loop that a template may stand for."""
    return [
        each
        for each in loop.segments()
        if each.id == template.id
        and all(
            cell.fixed in (each.elements[cell.number - 1].codes or {cell.fixed}) for cell in template.fixed
        )
    ]


def _element(spec: SegmentSpec, number: int) -> ElementSpec:
    return spec.elements[number - 1] if number <= len(spec.elements) else _UNUSED


class _Maker:
    """Makes nouns by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.owned: set[int] = set()
        """Segments that a part with fixed codes takes, so that no list holds them."""
        self.roles: frozenset[str] = frozenset()
        """Roles by which a party would be taken for one of another loop."""

    def often(self) -> bool:
        return self.chance.random() < 0.6

    def day(self) -> date:
        return date(1910, 1, 1) + timedelta(days=self.chance.randrange(60_000))

    def cents(self) -> int:
        return self.chance.choice((0, 1, -1, self.chance.randint(-10_000_000, 10_000_000)))

    # ------------------------------------------------------------------------------- parts of forms

    def noun(self, shape: forms.Form[Any], loop: LoopSpec) -> Any:
        return shape.noun(**self._values(shape.parts, loop))

    def _values(self, parts: tuple[Any, ...], loop: LoopSpec) -> dict[str, Any]:
        values: dict[str, Any] = {}
        outer = self.owned
        own = (part.template for part in parts if isinstance(part, forms.Own) and part.template.fixed)
        self.owned = {id(spec) for template in own for spec in candidates(template, loop)}
        for part in parts:
            values |= self._of_part(part, loop)
        self.owned = outer
        return values

    def _of_part(self, part: Any, loop: LoopSpec) -> dict[str, Any]:
        match part:
            case forms.Own():
                return self._own(part.template, loop)
            case forms.Maybe():
                return {part.many.name: _first(self._rows(part.many, loop, 1))}
            case forms.Each():
                return {part.name: tuple(self._rows(part, loop, 3))}
            case forms.Spread():
                return {part.name: self._spread(part.name, loop)}
            case forms.MaybeLoop():
                return {part.many.name: _first(self._loops(part.many, loop, 1))}
            case forms.Loops():
                return {part.name: tuple(self._loops(part, loop, 2))}
            case forms.Inner():
                return self._values(part.parts, _below(loop, part.ids)[0])
            case _:
                return {}

    def _loops(self, part: forms.Loops, loop: LoopSpec, most: int) -> list[Any]:
        below = _below(loop, part.ids)
        if not below:
            return []
        spec = below[0]
        count = self.chance.randint(1 if spec.required else 0, min(most, spec.most or most))
        outer, self.roles = self.roles, _roles_before(loop, spec)
        found = [self.noun(part.shape, spec) for _ in range(count)]
        self.roles = outer
        return found

    def _own(self, template: forms.Template, loop: LoopSpec) -> dict[str, Any]:
        specs = candidates(template, loop)
        if not specs or not (any(each.required for each in specs) or self.often()):
            return template.empty()
        return self._cells(template, self.chance.choice(specs))

    def _rows(self, part: forms.Each, loop: LoopSpec, most: int) -> list[Any]:
        specs = [each for each in candidates(part.template, loop) if id(each) not in self.owned]
        chosen = [each for each in specs if each.required]
        others = [each for each in specs if not each.required]
        room = min(most - len(chosen), len(others))
        chosen += self.chance.sample(others, self.chance.randint(0, room)) if room > 0 else []
        return [part.noun(**self._cells(part.template, each)) for each in chosen]

    def _cells(self, template: forms.Template, spec: SegmentSpec) -> dict[str, Any]:
        """The attributes that a segment holds; one at least, since no segment goes out empty."""
        used = [cell for cell in template.named if _element(spec, cell.number).usage != "N"]
        needed = {cell.name for cell in used if _element(spec, cell.number).usage == "R"} or {used[0].name}
        values = template.empty()
        for cell in used:
            if cell.name in needed or self.often():
                values[cell.name] = (
                    self._run(cell, spec)
                    if cell.runs
                    else self._value(cell.codec, _element(spec, cell.number))
                )
        return values

    def _run(self, cell: Any, spec: SegmentSpec) -> tuple[Any, ...]:
        used = [each for each in spec.elements[cell.number - 1 :] if each.usage != "N"]
        return tuple(self._value(cell.codec, each) for each in used[: self.chance.randint(1, 3)])

    # ------------------------------------------------------------------------------- values

    def _value(self, codec: Codec, element: ElementSpec) -> Any:
        match _NAMES[id(codec)]:
            case "cents":
                return self.cents()
            case "day" | "birth":
                return self.day()
            case "time":
                return time(self.chance.randrange(24), self.chance.randrange(60), self.chance.choice((0, 30)))
            case "period":
                return self._period(element)
            case "repeats":
                count = self.chance.randint(1, min(3, element.repeat))
                return tuple(self.text(element) for _ in range(count))
            case "text":
                return self.text(element)
            case composite:
                return _COMPOSITES[composite](self, element)

    def _period(self, element: ElementSpec) -> Period:
        first, last = sorted((self.day(), self.day()))
        is_range = "RD8" in element.codes and ("D8" not in element.codes or self.often())
        return Period(first, last if is_range else None)

    def text(self, element: ElementSpec) -> str:
        """One of an element's codes, or characters of its type and length."""
        if element.codes:
            taken = self.roles if element.name == "entity" else frozenset()
            return self.chance.choice(sorted(element.codes - taken))
        if element.type == "DT":
            return f"{self.day():%Y%m%d}"
        if element.type in ("R", "N0"):
            return str(self.chance.randint(0, 9999))
        most = min(element.most, _MOST)
        size = self.chance.randint(min(element.least, most), most)
        text = "".join(self.chance.choice(_LETTERS) for _ in range(size)).strip()
        return text or "X"

    def some(self, element: ElementSpec) -> str:
        """Text, or none where the guide doesn't need it or doesn't have it."""
        return self.text(element) if element.usage == "R" or (element.usage == "S" and self.often()) else ""

    def procedure(self, element: ElementSpec) -> Procedure:
        parts = element.parts
        size = 0 if parts[2].usage == "N" else self.chance.randint(0, 4)
        modifiers = tuple(self.text(each) for each in parts[2 : 2 + size])
        described, last = self.some(parts[6]), self.some(parts[7])
        return Procedure(self.text(parts[0]), self.text(parts[1]), modifiers, described, last)

    def parts(self, element: ElementSpec) -> tuple[str, ...]:
        used = [each for each in element.parts if each.usage != "N"]
        return tuple(self.text(each) for each in used[: self.chance.randint(1, len(used))])

    def diagnosis(self, element: ElementSpec) -> Diagnosis:
        parts = element.parts
        is_dated = len(parts) > 3 and parts[3].usage != "N" and self.often()
        return Diagnosis(self.text(parts[0]), self.text(parts[1]), self.day() if is_dated else None)

    def status(self, element: ElementSpec) -> StatusCode:
        parts = element.parts
        return StatusCode(self.text(parts[0]), self.text(parts[1]), self.some(parts[2]), self.some(parts[3]))

    def _spread(self, name: str, loop: LoopSpec) -> tuple[Any, ...]:
        spec = next(each for each in loop.segments() if each.id in ("CAS", "PLB", "BIN"))
        return tuple(_SPREADS[name](self, spec) for _ in range(self.chance.randint(0, 9)))

    def payload(self, _spec: SegmentSpec) -> Payload:
        size = self.chance.randint(1, 40)
        return Payload(self.chance.randbytes(size), self.chance.choice(("", "B64")))

    def reason(self, spec: SegmentSpec) -> Reason:
        group, carc = self.text(spec.elements[0]), self.text(spec.elements[1])
        return Reason(group, carc, self.cents(), self.chance.choice(("", "1", "2.5")))

    def levy(self, spec: SegmentSpec) -> Levy:
        reason, reference = spec.elements[2].parts[:2]
        number = self.text(spec.elements[0])
        return Levy(number, self.day(), self.text(reason), self.some(reference), self.cents())


_COMPOSITES = {
    "procedure": _Maker.procedure,
    "parts": _Maker.parts,
    "diagnosis": _Maker.diagnosis,
    "status": _Maker.status,
}
_SPREADS: dict[str, Any] = {"payloads": _Maker.payload, "reasons": _Maker.reason, "levies": _Maker.levy}


def _first(found: list[Any]) -> Any:
    return found[0] if found else None


def _below(loop: LoopSpec, ids: tuple[str, ...]) -> list[LoopSpec]:
    return [each for each in loop.parts if isinstance(each, LoopSpec) and each.id in ids]


def _roles_before(loop: LoopSpec, spec: LoopSpec) -> frozenset[str]:
    """The roles of loops before this one that open alike."""
    found: frozenset[str] = frozenset()
    for each in loop.parts:
        if each is spec:
            break
        if isinstance(each, LoopSpec) and each.opener.id == spec.opener.id == "NM1":
            found |= each.opener.elements[0].codes
    return found if spec.opener.elements[0].codes - found else frozenset()
