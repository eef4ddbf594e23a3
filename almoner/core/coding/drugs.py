"""The drugs of the lexicon: what notes call them, which concepts they treat, the code for their long-term
use, where the table of drugs keeps their harm, and the tests by which their toxicity is watched."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from almoner.core.coding.concept import LexiconError
from almoner.core.coding.words import stems_of

FILE = "drugs.toml"
_KEYS = frozenset({"say", "class", "treats", "long_term", "harm", "watch"})
_LONG_TERM = re.compile(r"Z79\.[0-9]{1,3}\Z")
_HARM = re.compile(r"T[3-6][0-9]\.[0-9][0-9X]\Z")
_ADVERSE, _UNDERDOSING = "5", "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """One drug. `treats` are ids of concepts; `long_term` a Z79 code or empty; `harm` the first five
    characters of its column in the table of drugs or empty; `watch` the tests for its toxicity."""

    id: str
    say: tuple[str, ...]
    kind: str
    treats: tuple[str, ...] = ()
    long_term: str = ""
    harm: str = ""
    watch: tuple[str, ...] = ()

    @property
    def adverse(self) -> str:
        """The code of an adverse effect, first encounter; empty where no column is known."""
        return f"{self.harm}{_ADVERSE}A" if self.harm else ""

    @property
    def underdosing(self) -> str:
        """The code of underdosing, first encounter; empty where no column is known."""
        return f"{self.harm}{_UNDERDOSING}A" if self.harm else ""


def load_drugs(text: str) -> tuple[Drug, ...]:
    """The drugs of a file in its order. LexiconError names the drug and the rule that is broken."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{FILE}: not TOML: {error}") from None
    return tuple(_drug(name, table) for name, table in tables.items())


def drugs_by_name(drugs: Iterable[Drug], concepts: Iterable[str]) -> dict[str, Drug]:
    """Each drug under the joined stems of its names; a name has one drug, and what it treats is known."""
    known = frozenset(concepts)
    found: dict[str, Drug] = {}
    for drug in drugs:
        strange = [each for each in drug.treats if each not in known]
        if strange:
            raise _wrong(drug.id, "treats", f"there is no concept {strange[0]!r}")
        for said in drug.say:
            key = " ".join(stems_of(said))
            if found.get(key, drug) is not drug:
                raise _wrong(drug.id, "say", f"{said!r} is a name of {found[key].id} too; keep one")
            found[key] = drug
    return found


def _drug(name: str, table: Any) -> Drug:
    if not isinstance(table, dict) or set(table) - _KEYS:
        raise _wrong(name, "keys", f"a table of {', '.join(sorted(_KEYS))}")
    say = _texts(name, table, "say")
    if not say or not all(stems_of(each) for each in say):
        raise _wrong(name, "say", "at least one name, each with a word")
    return Drug(
        id=name,
        say=say,
        kind=_text(name, table, "class", None),
        treats=_texts(name, table, "treats"),
        long_term=_text(name, table, "long_term", _LONG_TERM),
        harm=_text(name, table, "harm", _HARM),
        watch=_texts(name, table, "watch"),
    )


def _texts(name: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise _wrong(name, key, "a list of texts")
    return tuple(found)


def _text(name: str, table: Mapping[str, Any], key: str, form: re.Pattern[str] | None) -> str:
    found = table.get(key, "")
    if not isinstance(found, str) or (found and form and not form.match(found)):
        raise _wrong(name, key, "a text as in the other tables: Z79.4 for long-term use, T38.3X for harm")
    return found


def _wrong(name: str, key: str, rule: str) -> LexiconError:
    return LexiconError(f"{FILE} [{name}]: {key}: {rule}")
