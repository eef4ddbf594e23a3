"""Kind `named_field`: any field of a claim is filled, empty, or one of some values or shapes.

Params: `field` (one of `FIELDS`, such as `payer.group_number` or `lines.ndc`); one of `must_be` (filled,
empty), `values`, `never` and `shapes` (`#` a digit, `@` a letter, `*` either); and `where`, another field,
with the `where_values` with which alone the rule speaks. Promises that whatever a claim can say can be named
in a rule, and that no value of it is repeated.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.shape import pattern
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card, CardError

PARTIES = frozenset({"billing", "rendering", "referring", "supervising", "facility"})
TOLD = {
    "accident": ("claim",),
    "admitted_on": ("claim",),
    "authorization": ("claim",),
    "bill": (),
    "diagnoses": (),
    "frequency": (),
    "lines": (),
    "original_ref": ("claim",),
    "pos": (),
    "total_cents": ("claim.charge_cents",),
}
"""What a claim from outside of the books tells beside its parties, each with what it may have left out."""

Allows = Callable[[str], bool]


def named(noun: Any, before: str = "") -> Iterator[str]:
    """Yield the fields of a noun by their names, those of its parts behind a dot."""
    hints = get_type_hints(noun)
    for one in fields(noun):
        part = next(filter(is_dataclass, _types(hints[one.name])), None)
        yield from named(part, f"{before}{one.name}.") if part else (f"{before}{one.name}",)


def _types(hint: Any) -> Iterator[Any]:
    """The types that a field may hold, one by one where it holds several or none."""
    if get_origin(hint) in (Union, UnionType, tuple):
        for one in get_args(hint):
            yield from _types(one)
    elif hint not in (NoneType, Ellipsis):
        yield hint


FIELDS = frozenset(named(ClaimRevision))
"""Everything that a claim says, by its name."""


def said(noun: object, path: str) -> list[str]:
    """Return what a noun says in a field, as texts; one that is empty where it says nothing."""
    found = [noun]
    for name in path.split("."):
        found = [each for one in found for each in _each(getattr(one, name))]
    return [_text(one) for one in found] or [""]


def _each(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple | frozenset):
        return tuple(value)
    return () if value is None else (value,)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def prepare(card: Card) -> Prepared:
    """A field of the lines is judged line by line, any other once."""
    path, allows = _field(card, "field"), _allows(card)
    where = _field(card, "where") if "where" in card.params else ""
    wanted = frozenset(card.words("where_values")) if where else frozenset[str]()
    of_lines = path.removeprefix("lines.") if path.startswith("lines.") else ""
    paths = [one for one in (path, where) if one]
    untold = next((one for one in paths if _root(one) not in PARTIES and _root(one) not in TOLD), "")

    def judge(facts: Facts) -> list[Hit | Unjudged]:
        revision = facts.revision
        if untold and not revision.claim_id:
            return [Unjudged(f"{untold} is not given")]
        if where and wanted.isdisjoint(said(revision, where)):
            return []
        if not of_lines:
            return [] if all(map(allows, said(revision, path))) else [Hit(row=path)]
        lines = enumerate(revision.lines, 1)
        return [Hit(at, f"line {path}") for at, line in lines if not all(map(allows, said(line, of_lines)))]

    return Prepared(judge, tuple(lack for one in paths for lack in _lacks(one)))


def _root(path: str) -> str:
    return path.partition(".")[0]


def _lacks(path: str) -> tuple[str, ...]:
    """What a claim from outside may have left out, so that nothing can be said of a field."""
    root = _root(path)
    if root in PARTIES:
        return ("providers", f"providers.{root}", f"providers.{path}")
    return TOLD.get(root, ())


def _field(card: Card, name: str) -> str:
    path = card.text(name)
    if path not in FIELDS:
        raise CardError(f"card {card.id}: params.{name} is no field of a claim; see edits/named_field.py")
    return path


def _allows(card: Card) -> Allows:
    """What the card lets stand in its field; CardError unless it says exactly one thing."""
    asked = [name for name in ("must_be", "values", "never", "shapes") if name in card.params]
    if len(asked) != 1:
        raise CardError(f"card {card.id}: one of params.must_be, values, never and shapes is wanted")
    if asked == ["must_be"]:
        must_be = card.text("must_be")
        if must_be not in ("filled", "empty"):
            raise CardError(f"card {card.id}: params.must_be is filled or empty")
        return bool if must_be == "filled" else lambda text: not text
    if asked == ["shapes"]:
        shapes = pattern(card.words("shapes"))
        return lambda text: shapes.fullmatch(text) is not None
    words = frozenset(card.words(asked[0]))
    return words.__contains__ if asked == ["values"] else lambda text: text not in words
