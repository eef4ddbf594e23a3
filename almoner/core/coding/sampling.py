"""Which coded visits a second person codes again: a share drawn by a number that nobody can choose, and those
with something that an auditor would look at first.

Promises that the same visit, signed text and card always give the same answer, whoever asks and how often,
and that a higher share never lets a visit go that a lower one draws.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from almoner.core.coding.decision import Act, CodingDecision

WHOLE = 1000
"""All visits; shares are in thousandths."""
_MOST_ENTRIES = 500


class SamplingError(ValueError):
    """A text is no card of second reviews; names the place and the rule."""


class Ground(StrEnum):
    """Why a visit was drawn: by its share, for a coder's first visits, a code that is looked at first, a
    suggestion of low confidence that was accepted, or one that was changed.
    """

    SHARE = "share"
    BEGINNER = "beginner"
    RISKY = "risky"
    DOUBTED = "doubted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Sampling:
    """The card: shares in thousandths, by ground and by provider (NPI), coder (name) and family (prefix)."""

    version: str
    from_on: date
    share: int
    due_days: int
    low_confidence: int
    first_visits: int
    third_person: bool
    risky: tuple[str, ...]
    holds: frozenset[Ground]
    grounds: Mapping[Ground, int]
    providers: Mapping[str, int]
    coders: Mapping[str, int]
    families: Mapping[str, int]

    def holds_claim(self, drawn_by: Iterable[Ground]) -> bool:
        """True where the claim waits for the review."""
        return not self.holds.isdisjoint(drawn_by)


@dataclass(frozen=True, slots=True)
class Finished:
    """A coded visit as the draw sees it. `services` are codes with their modifiers, `before` how many visits
    the coder had finished earlier.
    """

    visit_id: int
    note_sha256: str
    provider_npi: str
    coder: str
    before: int
    diagnoses: tuple[str, ...]
    services: tuple[tuple[str, tuple[str, ...]], ...]
    decisions: Sequence[CodingDecision] = ()


def chance(visit_id: int, note_sha256: str) -> int:
    """Return the number of a visit's signed text, 0 to 999: of all texts each is as likely as another."""
    digest = hashlib.sha256(f"second review:{visit_id}:{note_sha256}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % WHOLE


def draw(card: Sampling, coded: Finished) -> tuple[Ground, ...]:
    """Return why a visit is coded a second time; empty where it isn't."""
    number = chance(coded.visit_id, coded.note_sha256)
    return tuple(ground for ground, share in _shares(card, coded) if number < share)


def _shares(card: Sampling, coded: Finished) -> Iterator[tuple[Ground, int]]:
    """The grounds that are true of a visit, each with its share."""
    codes = [*coded.diagnoses, *(code for code, _ in coded.services)]
    families = [
        share for prefix, share in card.families.items() if any(code.startswith(prefix) for code in codes)
    ]
    own = (card.providers.get(coded.provider_npi, 0), card.coders.get(coded.coder, 0))
    yield Ground.SHARE, max(card.share, *own, *families)
    told = {
        Ground.BEGINNER: coded.before < card.first_visits,
        Ground.RISKY: any(_is_risky(card.risky, code, said) for code, said in coded.services),
        Ground.DOUBTED: any(_is_doubted(one, card.low_confidence) for one in coded.decisions),
        Ground.CHANGED: any(one.action is Act.CHANGE for one in coded.decisions),
    }
    for ground, is_so in told.items():
        if is_so:
            yield ground, card.grounds[ground]


def _is_risky(risky: Iterable[str], code: str, modifiers: Sequence[str]) -> bool:
    """True where one of `CODE`, `CODE-MODIFIER` or `*-MODIFIER` names the service."""
    for one in risky:
        wanted, _, modifier = one.partition("-")
        if wanted in {"*", code} and (not modifier or modifier in modifiers):
            return True
    return False


def _is_doubted(one: CodingDecision, low: int) -> bool:
    return one.action is Act.ACCEPT and one.suggestion is not None and one.suggestion.confidence < low


def read_sampling(text: str, file: str) -> Sampling:
    """Read the card from its TOML text. SamplingError where it breaks its form."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SamplingError(f"{file}: not TOML: {error}") from None
    known = set(Sampling.__dataclass_fields__) - {"version", "from_on", "grounds", "providers", "coders"}
    _known(table, known - {"families"} | {"from", "ground", "provider", "coder", "family"}, file)
    from_on = table.get("from")
    if type(from_on) is not date:
        raise SamplingError(f"{file}: from: a date such as 2026-01-01")
    if type(table.get("third_person")) is not bool:
        raise SamplingError(f"{file}: third_person: true or false")
    return Sampling(
        version=hashlib.sha256(text.encode()).hexdigest()[:12],
        from_on=from_on,
        share=_number(table, "share", file, WHOLE),
        due_days=_number(table, "due_days", file, 90),
        low_confidence=_number(table, "low_confidence", file, 100),
        first_visits=_number(table, "first_visits", file, 10_000),
        third_person=table["third_person"],
        risky=tuple(_risky(each, file) for each in _listed(table, "risky", file)),
        holds=frozenset(_ground(each, file) for each in _listed(table, "holds", file)),
        grounds=_grounds(table.get("ground"), file),
        providers=_named(table, "provider", "npi", file),
        coders=_named(table, "coder", "name", file),
        families=_named(table, "family", "code", file),
    )


def _grounds(table: Any, file: str) -> dict[Ground, int]:
    wanted = {str(one) for one in Ground if one is not Ground.SHARE}
    if not isinstance(table, dict) or set(table) != wanted:
        raise SamplingError(f"{file}: [ground]: a share for each of {', '.join(sorted(wanted))}")
    return {Ground(name): _number(table, name, f"{file}: [ground]", WHOLE) for name in table}


def _named(table: Mapping[str, Any], kind: str, key: str, file: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in _listed(table, kind, file):
        place = f"{file}: [[{kind}]]"
        if not isinstance(each, dict):
            raise SamplingError(f"{place}: a table")
        _known(each, {key, "share"}, place)
        name = each.get(key)
        if not isinstance(name, str) or not name or len(name) > 200 or name in found:
            raise SamplingError(f"{place}: {key}: a text, each once")
        found[name] = _number(each, "share", place, WHOLE)
    return found


def _risky(value: Any, file: str) -> str:
    code, dash, modifier = str(value).partition("-")
    is_code = code == "*" or (code.isalnum() and len(code) == 5)
    is_modifier = (modifier.isalnum() and len(modifier) == 2) if dash else code != "*"
    if not isinstance(value, str) or not is_code or not is_modifier or value.upper() != value:
        raise SamplingError(f"{file}: risky: codes such as 99215, *-25 or 11042-59")
    return value


def _ground(value: Any, file: str) -> Ground:
    if value not in list(Ground):
        raise SamplingError(f"{file}: holds: of {', '.join(Ground)}")
    return Ground(value)


def _listed(table: Mapping[str, Any], key: str, file: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
        raise SamplingError(f"{file}: {key}: a list of at most {_MOST_ENTRIES}")
    return value


def _number(table: Mapping[str, Any], key: str, file: str, most: int) -> int:
    value = table.get(key)
    if type(value) is not int or not 0 <= value <= most:
        raise SamplingError(f"{file}: {key}: a whole number from 0 to {most}")
    return value


def _known(table: Mapping[str, Any], known: set[str], place: str) -> None:
    if unknown := sorted(set(table) - known):
        raise SamplingError(f"{place}: there is no {unknown[0]!r}")
