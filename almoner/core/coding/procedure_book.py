"""The services that the coder knows, compiled from procedures.toml: the words that name them, what tells that
they were done, the ways from counts and sizes to a code, drugs with the unit of their code, vaccines.

The file: `[cue]` and `[word]` hold lists of phrases; `[act.ID]` a service; `[drug.CODE]` and `[vaccine.CODE]`
what is given. Titles are the project's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from almoner.core.coding.cues import CueError
from almoner.core.coding.visit_cues import NO_VISIT_CUES, VisitCues, cues_of

FILE = "procedures.toml"
_COUNTS = frozenset({"", "cm", "lesions", "minutes", "named", "age", "days", "views"})
_ACT_KEYS = frozenset(
    "family title all none done side of ways over minor sections scored close beside wide".split()
)
_WAY_KEYS = frozenset("code with without by steps further units modifier".split())
_DRUG_KEYS = frozenset("title say per unit single since".split())
_VACCINE_KEYS = frozenset("title say way parts vague since ages".split())


@dataclass(frozen=True, slots=True)
class Further:
    """A code beside the first one: a unit for each `each` beyond `after`."""

    code: str
    after: float
    each: float


@dataclass(frozen=True, slots=True)
class Way:
    """From an act to a code: `needs` and `bars` are lists that must, or must not, stand near it; `steps` are
    (up to, code), where a code may be empty; `is_per_unit`: a unit for each that is counted.
    """

    code: str = ""
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    by: str = ""
    steps: tuple[tuple[float, str], ...] = ()
    further: Further | None = None
    is_per_unit: bool = False
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A service: `all` are lists of which one word each must stand there, the first in the same part of a
    sentence; `done` are lists that prove it done instead of the usual words; `side` is "", "lr" or "digit";
    `of` names what is counted; `over` the acts that it holds within;
    `is_scored`: a number must follow the name; `close`: of how many words the name and its second list may
    stand apart, 0 for any; `beside` are lists of which one must stand in its sentence or the next one;
    `is_wide`: its way is chosen by all that stands around it, unless its own part names one of `of`.
    """

    id: str
    family: str
    title: str
    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    side: str = ""
    of: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    over: tuple[str, ...] = ()
    is_minor: bool = False
    is_scored: bool = False
    sections: tuple[str, ...] = ()
    close: int = 0
    beside: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class GivenDrug:
    """A drug that is charged by units of `per` `unit`; `is_single`: it comes in single-dose containers only;
    `since_on`: the first day of its code.
    """

    code: str
    title: str
    per: float
    unit: str
    is_single: bool
    since_on: date


@dataclass(frozen=True, slots=True)
class Vaccine:
    """A vaccine: `way` is shot, nasal, oral or covid; `parts` its components; `is_vague`: the words don't say
    which product it is; `ages`: the years in which it is meant where a name stands for several.
    """

    code: str
    title: str
    way: str = "shot"
    parts: int = 1
    is_vague: bool = False
    since_on: date = date.min
    ages: tuple[int, int] = (0, 124)


@dataclass(frozen=True, slots=True)
class Book:
    """All services with the cues that find them; `by_list` leads from an act's first lists to the acts."""

    cues: VisitCues = NO_VISIT_CUES
    by_list: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    drugs: Mapping[str, GivenDrug] = field(default_factory=dict)
    vaccines: Mapping[str, Vaccine] = field(default_factory=dict)


NO_BOOK = Book()


def load_book(tables: Mapping[str, Any]) -> Book:
    """The services of the file's tables. CueError names the table whose form isn't right."""
    unknown = set(tables) - {"cue", "word", "act", "drug", "vaccine"}
    if unknown:
        raise CueError(f"{FILE} [{sorted(unknown)[0]}]: a table out of cue, word, act, drug, vaccine")
    acts = [_act(name, table, tables.get("word", {})) for name, table in tables.get("act", {}).items()]
    by_list: dict[str, tuple[Act, ...]] = {}
    for act in acts:
        for name in act.all[0]:
            by_list[name] = (*by_list.get(name, ()), act)
    drugs = {code: _drug(code, table) for code, table in tables.get("drug", {}).items()}
    vaccines = {code: _vaccine(code, table) for code, table in tables.get("vaccine", {}).items()}
    return Book(cues_of(_rows(tables)), by_list, drugs, vaccines)


def _rows(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for group in ("cue", "word"):
        for name, said in tables.get(group, {}).items():
            yield from ((group, name, phrase) for phrase in _texts(said, f"[{group}] {name}"))
    for group in ("drug", "vaccine"):
        for name, table in tables.get(group, {}).items():
            yield from ((group, name, phrase) for phrase in _texts(table.get("say"), f"[{group}.{name}] say"))


def _texts(said: object, place: str) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise CueError(f"{FILE} {place}: a list of texts")
    return tuple(said)


def _check_keys(table: object, known: frozenset[str], place: str) -> None:
    unknown = set(table) - known if isinstance(table, dict) else {"?"}
    if unknown:
        raise CueError(f"{FILE} [{place}] {sorted(unknown)[0]}: keys are {', '.join(sorted(known))}")


def _act(name: str, table: dict[str, Any], words: Mapping[str, Any]) -> Act:
    place = f"act.{name}"
    _check_keys(table, _ACT_KEYS, place)
    needed = tuple(tuple(each.split("|")) for each in _texts(table.get("all"), place))
    if not needed or not table.get("ways"):
        raise CueError(f"{FILE} [{place}]: at least one list in `all`, and one way")
    act = Act(
        id=name,
        family=table["family"],
        title=table["title"],
        all=needed,
        none=_texts(table.get("none", []), place),
        done=_texts(table.get("done", []), place),
        side=table.get("side", ""),
        of=_texts(table.get("of", []), place),
        ways=tuple(_way(each, place) for each in table["ways"]),
        over=_texts(table.get("over", []), place),
        is_minor=table.get("minor", False),
        is_scored=table.get("scored", False),
        sections=_texts(table.get("sections", []), place),
        close=table.get("close", 0),
        beside=_texts(table.get("beside", []), place),
        is_wide=table.get("wide", False),
    )
    _check_lists(act, words, place)
    return act


def _check_lists(act: Act, words: Mapping[str, Any], place: str) -> None:
    """Every list that an act names is there."""
    named = [each for group in act.all for each in group]
    named += [
        *act.none,
        *act.done,
        *act.of,
        *act.beside,
        *(each for way in act.ways for each in (*way.needs, *way.bars)),
    ]
    lost = [each for each in named if not each.startswith("@") and each not in words]
    if lost:
        raise CueError(f"{FILE} [{place}]: there is no list {lost[0]!r} in [word]")


def _way(table: dict[str, Any], place: str) -> Way:
    _check_keys(table, _WAY_KEYS, place)
    by, further = table.get("by", ""), table.get("further")
    if by not in _COUNTS or bool(table.get("steps")) == bool(table.get("code")):
        raise CueError(f"{FILE} [{place}]: a way has a code, or steps by one of {', '.join(sorted(_COUNTS))}")
    return Way(
        code=table.get("code", ""),
        needs=_texts(table.get("with", []), place),
        bars=_texts(table.get("without", []), place),
        by=by,
        steps=tuple((float(most), code) for most, code in table.get("steps", [])),
        further=Further(further["code"], float(further["after"]), float(further["each"]))
        if further
        else None,
        is_per_unit=table.get("units", False),
        modifier=table.get("modifier", ""),
    )


def _drug(code: str, table: dict[str, Any]) -> GivenDrug:
    _check_keys(table, _DRUG_KEYS, f"drug.{code}")
    is_single = table.get("single", False)
    return GivenDrug(code, table["title"], float(table["per"]), table["unit"], is_single, _since(table))


def _vaccine(code: str, table: dict[str, Any]) -> Vaccine:
    _check_keys(table, _VACCINE_KEYS, f"vaccine.{code}")
    way, parts = table.get("way", "shot"), table.get("parts", 1)
    first, last = table.get("ages", (0, 124))
    return Vaccine(code, table["title"], way, parts, table.get("vague", False), _since(table), (first, last))


def _since(table: dict[str, Any]) -> date:
    """The first day of a code, as text: parsed files are kept as JSON."""
    try:
        return date.fromisoformat(table.get("since", "0001-01-01"))
    except (TypeError, ValueError):
        raise CueError(f"{FILE}: since: a day as YYYY-MM-DD") from None
