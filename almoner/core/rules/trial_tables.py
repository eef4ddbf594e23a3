"""Small tables for the cases of cards, read from texts: `<kind>.csv` with the columns `code, since, until`
and the values of the kind, or `one, two, indicator, basis, since, until` where the kind is of pairs. Promises
the tables that an imported release would give, whole releases in force since ever.
"""

import csv
from collections.abc import Iterable
from datetime import date

from almoner.core.rules.card import CardError
from almoner.core.rules.code_key import plain
from almoner.core.rules.pack import Pack
from almoner.core.rules.pairs import PairTable, day_number, mark_of, number_of, pack_pairs
from almoner.core.rules.releases import Release, Tables, fixed
from almoner.core.rules.tables import CodeTable, Line, pack_codes

SINCE = date(1995, 1, 1)
NAME = "sample"
_DATED = ("code", "since", "until")
_PAIR = ("one", "two", "indicator", "basis", "since", "until")


def trial_tables(texts: Iterable[tuple[str, str]]) -> Tables:
    """Return the tables of (file name, CSV text) pairs. `ncci-mue.practitioner.csv` is one part of several of
    its kind, whose name its facts hold as `setting`. CardError names a file that isn't such a table.
    """
    codes: dict[str, list[CodeTable]] = {}
    pairs: dict[str, list[PairTable]] = {}
    for name, text in sorted(texts):
        kind, *part = name.removesuffix(".csv").split(".")
        rows = csv.reader(text.splitlines())
        header = tuple(next(rows, ()))
        facts = {"kind": kind, **({"setting": part[0]} if part else {})}
        try:
            if header == _PAIR:
                pairs.setdefault(kind, []).append(_pairs(rows, facts))
            elif header[:3] == _DATED:
                codes.setdefault(kind, []).append(_codes(rows, header[3:], facts))
            else:
                raise ValueError("begins with code,since,until or with one,two,indicator,basis,since,until")
        except (ValueError, KeyError) as error:
            raise CardError(f"table {name}: {error}") from error
    return fixed(
        {kind: [_release(tuple(parts))] for kind, parts in codes.items()},
        {kind: [Release(NAME, SINCE, None, tuple(tables))] for kind, tables in pairs.items()},
    )


def _release(parts: tuple[CodeTable, ...]) -> Release[CodeTable]:
    return Release(NAME, SINCE, None, parts)


def _codes(rows: Iterable[list[str]], columns: tuple[str, ...], facts: dict[str, str]) -> CodeTable:
    lines = [
        Line(plain(code), _day(since), _day(until), tuple(values)) for code, since, until, *values in rows
    ]
    words = "title" if "title" in columns else ""
    return CodeTable(Pack(pack_codes(lines, columns, facts, words=words)))


def _pairs(rows: Iterable[list[str]], facts: dict[str, str]) -> PairTable:
    packed = [
        (
            number_of(one) << 26 | number_of(two),
            mark_of(int(indicator), basis),
            day_number(_day(since)),
            day_number(_day(until)),
        )
        for one, two, indicator, basis, since, until in rows
    ]
    return PairTable(Pack(pack_pairs(packed, facts)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
