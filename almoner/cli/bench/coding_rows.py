"""The rows of a labelled file for `bench coding`: notes with the codes that belong to them, whoever
labelled them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MOST_ROWS, _MOST_LINE = 100_000, 4_000_000


class BadRow(ValueError):
    """A row breaks the form; says how, without the note's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled note. `golds` are one or several lists of right codes, codes without a dot; `must_not`
    holds codes or prefixes that end in "*"; `levels` are the visit levels that are right (None among
    them: that none is said), None where the row doesn't say."""

    id: str
    note: str
    golds: tuple[frozenset[str], ...]
    optional: frozenset[str] = frozenset()
    must_not: tuple[str, ...] = ()
    procedures: frozenset[str] | None = None
    evidence: tuple[tuple[str, int, int], ...] = ()
    levels: tuple[str | None, ...] | None = None
    has_level: bool = False
    age: int | None = None
    sex: str | None = None
    is_new: bool | None = None

    @property
    def right(self) -> frozenset[str]:
        """Every code that some list holds."""
        return frozenset().union(*self.golds)


def rows(path: Path) -> Iterator[tuple[int, Row | str]]:
    """The rows of a file with their line numbers; where one breaks the form, what is wrong with it."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            if number > _MOST_ROWS:
                yield number, f"a file has at most {_MOST_ROWS} rows"
                return
            try:
                yield number, read_row(line, number)
            except BadRow as error:
                yield number, str(error)


def read_row(line: str, number: int) -> Row:
    """The row of a line; BadRow says what is wrong."""
    if len(line) > _MOST_LINE:
        raise BadRow("longer than 4 MB")
    try:
        table = json.loads(line)
    except (ValueError, RecursionError):
        raise BadRow("not JSON") from None
    if not isinstance(table, dict) or not isinstance(table.get("note"), str) or not table["note"].strip():
        raise BadRow('an object with "id", "note" and "codes"')
    level = table.get("em")
    return Row(
        id=str(table.get("id", number))[:80],
        note=table["note"],
        golds=_golds(table),
        optional=_codes(table, "optional"),
        must_not=tuple(sorted(plain(each) for each in _texts(table, "must_not"))),
        procedures=_codes(table, "procedures") if "procedures" in table else None,
        evidence=_evidence(table),
        levels=_levels(level),
        has_level="em" in table,
        age=_age(table),
        sex=_sex(table),
        is_new=_status(table),
    )


def plain(code: str) -> str:
    """A code without its dot, in capitals."""
    return code.replace(".", "").strip().upper()


def _texts(table: Mapping[str, Any], key: str) -> list[str]:
    found = table.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise BadRow(f"{key}: a list of codes")
    return found


def _codes(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(
        plain(each.split(" ")[0] if key == "procedures" else each) for each in _texts(table, key)
    )


def _golds(table: Mapping[str, Any]) -> tuple[frozenset[str], ...]:
    codes = table.get("codes")
    if not isinstance(codes, list):
        raise BadRow("codes: a list of codes, or of lists of codes")
    lists = codes if codes and all(isinstance(each, list) for each in codes) else [codes]
    if not all(isinstance(each, str) for one in lists for each in one):
        raise BadRow("codes: a list of codes, or of lists of codes")
    return tuple(frozenset(map(plain, one)) for one in lists)


def _evidence(table: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
    found = table.get("evidence") or []
    try:
        return tuple((plain(each["code"]), int(each["start"]), int(each["end"])) for each in found)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise BadRow("evidence: a list of code, start and end") from None


def _levels(found: Any) -> tuple[str | None, ...] | None:
    """A code, a list of what is right (null: no level is), or the lowest and highest of a range."""
    if found is None:
        return None
    levels = _between(found) if isinstance(found, dict) else found if isinstance(found, list) else [found]
    if not any(levels) or not all(isinstance(each, str | int | None) for each in levels):
        raise BadRow("em: a code, a list of codes, or low and high")
    return tuple(None if each is None else str(each) for each in levels)


def _between(found: Mapping[str, Any]) -> list[Any]:
    """Every code from `low` to `high` where both are numbers of one family of ten, else the two."""
    low, high = str(found.get("low")), str(found.get("high"))
    if low.isdecimal() and high.isdecimal() and low[:-1] == high[:-1]:
        return [str(code) for code in range(int(low), int(high) + 1)]
    return [found.get("low"), found.get("high")]


def _age(table: Mapping[str, Any]) -> int | None:
    age = table.get("age")
    if age is not None and (type(age) is not int or not 0 <= age <= 124):
        raise BadRow("age: whole years, from 0 to 124")
    return age


def _sex(table: Mapping[str, Any]) -> str | None:
    sex = table.get("sex")
    if sex not in {None, "F", "M", ""}:
        raise BadRow("sex: F or M")
    return sex or None


def _status(table: Mapping[str, Any]) -> bool | None:
    status = table.get("status")
    if status not in {None, "", "new", "established"}:
        raise BadRow("status: new or established")
    return {"new": True, "established": False}.get(status or "")
