"""`almoner codes search`: codes by their start, by words, and by what people say for what the lists call
otherwise. The tables are never read whole."""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import chain, islice
from typing import Any

from almoner.cli.codes_store import dotted, kinds_loaded, open_store, today
from almoner.core.rules.code_key import plain
from almoner.core.rules.releases import Tables
from almoner.core.rules.tables import CodeRow, CodeTable, words_of
from almoner.store.shipped.code_files.table_kinds import PAIRS

_MOST_READ = 3_000
_TITLES = ("title", "label", "name", "long", "term", "medium", "short", "descriptor", "test")
_NOT_SEARCHED = PAIRS | {"icd10cm-notes", "nppes", "hcc"}
Hit = tuple[tuple[int, ...], str, str, dict[str, Any]]


def search(options: argparse.Namespace) -> int:
    """Exit 0 with the codes that fit best first, 1 where none does."""
    text, on = " ".join(options.text), options.on or today()
    store = open_store()
    tables = store.tables()
    kinds = [kind for kind in kinds_loaded(store) if kind not in _NOT_SEARCHED]
    kinds = [kind for kind in kinds if options.kind in (None, kind)]
    wordings = list(dict.fromkeys([text.lower(), *_listed(text)]))
    hits = sorted(
        chain.from_iterable(_hits(tables, kind, wordings, on) for kind in kinds), key=lambda hit: hit[:3]
    )
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for _, kind, code, shown in hits:
        seen.setdefault((kind, code), shown)
    best = list(seen.values())[: max(options.limit, 0)]
    if options.json:
        sys.stdout.write(
            json.dumps({"text": text, "on": on.isoformat(), "found": best}, ensure_ascii=False) + "\n"
        )
    else:
        sys.stdout.writelines(
            f"{dotted(one['kind'], one['code']):8} {one['kind']:12} {one['title']}".rstrip() + "\n"
            for one in best
        )
    return 0 if best else 1


def _listed(text: str) -> Iterator[str]:
    """The text with what people say replaced by what the lists call it; longer sayings first."""
    table = files("almoner").joinpath("policy", "codes", "synonyms.csv").read_text(encoding="utf-8")
    rows = sorted(csv.DictReader(table.splitlines()), key=lambda row: -len(row["said"]))
    words = " ".join(words_of(text))
    for row in rows:
        changed = re.sub(rf"\b{re.escape(row['said'])}\b", row["listed"], words)
        if changed != words:
            yield changed


def _hits(tables: Tables, kind: str, wordings: list[str], on: date) -> Iterator[Hit]:
    choice = tables.codes(kind).at(on)
    for table in choice.parts if choice else ():
        for rank, wording in enumerate(wordings):
            rows = islice(_rows(table, wording, is_first=rank == 0), _MOST_READ)
            yield from (_hit(kind, row, wording, rank) for row in rows if row.covers(on))


def _rows(table: CodeTable, wording: str, *, is_first: bool) -> Iterable[CodeRow]:
    prefix = plain(wording)
    is_code = is_first and " " not in wording and re.search(r"\d", prefix)
    by_code = table.starting_with(prefix) if is_code else ()
    return chain(by_code, table.with_words(wording))


def _hit(kind: str, row: CodeRow, wording: str, rank: int) -> Hit:
    """What is shown of a row, and its place: whole codes first, then phrases, billable, general, short."""
    title = next((row.get(name) for name in _TITLES if row.get(name)), "")
    words, wanted = words_of(title), words_of(wording)
    is_phrase = " ".join(wanted) in " ".join(words)
    place = (
        row.code != plain(wording),
        not title,
        not (set(wanted) <= set(words)),
        not is_phrase,
        row.get("is_billable") == "0",
        rank,
        len(row.code) if kind == "icd10cm" else 0,  # the shorter the code, the more usual what it says
        len(words) - ("unspecified" in words),
    )
    shown: dict[str, Any] = {"code": row.code, "kind": kind, "title": title}
    if row.get("is_billable"):
        shown["is_billable"] = row.get("is_billable") == "1"
    return tuple(map(int, place)), kind, row.code, shown
