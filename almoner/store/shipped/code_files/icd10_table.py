"""The diagnosis table out of what several files say: titles and headers of one, days and flags of another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.rules.releases import Tables
from almoner.core.rules.tables import Line

COLUMNS = ("title", "flags", "is_billable")
KIND = "icd10cm"


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of days in which a code could be billed, with its flags joined by `|`."""

    since_on: date | None
    until_on: date | None
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is loaded already: titles, and the days of each billable code."""

    titles: Mapping[str, tuple[str, bool]]
    spells: Mapping[str, list[Spell]]


def known_table(tables: Tables) -> Known:
    """The newest full table of diagnoses; empty where there is none."""
    releases = [one for one in tables.codes(KIND).releases if not one.is_partial]
    titles: dict[str, tuple[str, bool]] = {}
    spells: dict[str, list[Spell]] = {}
    for table in releases[-1].parts if releases else ():
        for row in (table.row(number) for number in range(len(table))):
            is_billable = row.get("is_billable") == "1"
            titles[row.code] = (row.get("title"), is_billable)
            if is_billable:
                spells.setdefault(row.code, []).append(Spell(row.since_on, row.until_on, row.get("flags")))
    return Known(titles, spells)


def lines_of(titles: Mapping[str, tuple[str, bool]], spells: Mapping[str, list[Spell]]) -> list[Line]:
    """Rows of all codes: a stretch of days each, and a header from the day behind its last stretch."""
    lines = [
        Line(code, spell.since_on, spell.until_on, (titles.get(code, ("", True))[0], spell.flags, "1"))
        for code, stretches in spells.items()
        for spell in stretches
    ]
    for code, (title, is_billable) in titles.items():
        if not is_billable:
            ends = [spell.until_on for spell in spells.get(code, ())]
            if None not in ends:
                lines.append(Line(code, max(ends, default=None), None, (title, "", "0")))  # type: ignore[type-var]
    return lines


def as_of(
    titles: Mapping[str, tuple[str, bool]], known: Known, since_on: date
) -> tuple[dict[str, tuple[str, bool]], dict[str, list[Spell]]]:
    """The table from a day on when a publisher's whole list takes over: codes that it lacks end, those
    that it brings begin; what was before stays."""
    spells: dict[str, list[Spell]] = {}
    for code, stretches in known.spells.items():
        is_in = titles.get(code, ("", False))[1]
        kept = stretches if is_in else _ended(stretches, since_on)
        if kept:
            spells[code] = kept
    begun = None if not known.spells else since_on
    for code, (_, is_billable) in titles.items():
        stretches = spells.get(code, [])
        if is_billable and not any(one.until_on is None or one.until_on > since_on for one in stretches):
            spells[code] = [*stretches, Spell(begun, None)]
    older = {code: (title, is_billable) for code, (title, is_billable) in known.titles.items() if is_billable}
    return {**older, **titles}, spells


def _ended(stretches: Iterable[Spell], on: date) -> list[Spell]:
    kept = []
    for one in stretches:
        if one.since_on is None or one.since_on < on:
            until = on if one.until_on is None or one.until_on > on else one.until_on
            kept.append(Spell(one.since_on, until, one.flags))
    return kept
