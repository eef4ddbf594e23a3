"""Modifiers that the words of a note carry: side and digit, a separate visit beside a procedure, the reading
alone, video or voice, waived tests. None of them says that two services are distinct: that is a finding."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from almoner.core.coding.procedure import Procedure
from almoner.core.coding.procedure_scene import Part, Scene
from almoner.core.coding.reading import Span
from almoner.core.coding.visit_read import VisitRange

_SIDES = {"right": "RT", "left": "LT", "both": "50"}
_DIGITS = {
    "thumb": ("FA", "F5"),
    "index-finger": ("F1", "F6"),
    "middle-finger": ("F2", "F7"),
    "ring-finger": ("F3", "F8"),
    "small-finger": ("F4", "F9"),
    "great-toe": ("TA", "T5"),
    "second-toe": ("T1", "T6"),
    "third-toe": ("T2", "T7"),
    "fourth-toe": ("T3", "T8"),
    "fifth-toe": ("T4", "T9"),
}
"""Digits by their word, on the left and on the right."""
TITLES = {
    "RT": "Right side",
    "LT": "Left side",
    "50": "Both sides",
    "25": "Visit of its own on the day of another service",
    "26": "Reading alone",
    "95": "By live video",
    "93": "By voice alone",
    "QW": "Waived test",
    "JW": "Drug discarded",
    "JZ": "Nothing discarded",
}
_STAFF_CODE = "99211"


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier on a code, the words that carry it, and why."""

    code: str
    beside: str
    evidence: Span
    says: str

    @property
    def title(self) -> str:
        """In our own words."""
        return f"{TITLES.get(self.code, 'Digit')}, on {self.beside}"


def sided(scene: Scene, procedures: Iterable[Procedure]) -> Iterator[Procedure]:
    """The services with the side or digit that their own part says, else the only one near it."""
    for one in procedures:
        found = _side(scene, one) if one.side else None
        if found:
            yield replace(one, modifiers=(*one.modifiers, found))
        elif one.side == "lr":
            yield replace(one, missing=(*one.missing, "side"))
        else:
            yield one


def _side(scene: Scene, one: Procedure) -> tuple[str, Span] | None:
    own = tuple(part for part in one.parts if scene.span(part) in one.evidence)
    for parts in (own, one.parts):
        cues = [each for part in parts for each in part.named("cue", *_SIDES)]
        names = {each.name for each in cues}
        if not names:
            continue
        if "both" in names or len(names) > 1:
            return ("50", scene.span_of(cues[0])) if one.side == "lr" else None
        name = names.pop()
        digit = _digit(parts, name) if one.side == "digit" else _SIDES[name]
        return (digit, scene.span_of(cues[0])) if digit else None
    return None


def _digit(parts: tuple[Part, ...], side: str) -> str:
    named = {each.name for part in parts for each in part.named("word", *_DIGITS)}
    return _DIGITS[named.pop()][side == "right"] if len(named) == 1 else ""


def visit_modifiers(scene: Scene, visit: VisitRange | None, procedures: list[Procedure]) -> list[Modifier]:
    """Those of the visit: 25 where its work stands apart from a minor service of the day, 95 or 93."""
    if visit is None:
        return []
    found = []
    minor = next((each for each in procedures if each.is_minor), None)
    apart = _apart(visit, procedures)
    if minor and apart and visit.low != _STAFF_CODE:
        says = f"work of its own stands apart from {minor.code}"
        found.append(Modifier("25", visit.low, apart, says))
    return [*found, *_technology(scene, visit.low)]


def _apart(visit: VisitRange, procedures: list[Procedure]) -> Span | None:
    """A problem of the visit that stands outside the words of all services."""
    taken = [span for each in procedures for span in each.evidence]
    spans = [span for leg in visit.legs if leg.element == "problems" for span in leg.evidence]
    for span in spans:
        if not any(other.start <= span.start and span.end <= other.end for other in taken):
            return span
    return None


def _technology(scene: Scene, code: str) -> list[Modifier]:
    for name, modifier in (("voice-only", "93"), ("video", "95")):
        for part in scene.parts:
            signs = part.named("word", name)
            if signs and not part.named("cue", "planned", "declined", "past"):
                return [Modifier(modifier, code, scene.span_of(signs[0]), "the technology is stated")]
    return []
