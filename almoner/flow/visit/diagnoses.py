"""Diagnosis codes for the chart: found by words or by the code as it is typed, and known or not on a day.

Where the code sets can't be read, or hold no whole release for the day, nothing is said: care goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from almoner.core.chart.check import finding
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.problem import ListedProblem
from almoner.core.chart.shape import Coding
from almoner.core.chart.systems import ICD10CM, written
from almoner.core.rules import Finding
from almoner.core.rules.pack import PackError
from almoner.core.rules.tables import CodeRow, CodeTable
from almoner.flow.access import Actor, Permission, require
from almoner.flow.policy import PolicyBroken, in_force

MOST = 12
SHORTEST = 2
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A code as the chart writes it, with its title; `is_billable` where no digit is missing."""

    code: str
    title: str
    is_billable: bool


def like(actor: Actor, text: str, *, on: date) -> list[Diagnosis]:
    """Return codes in force on a day that begin with a text or hold its words, those that bill first."""
    require(actor, Permission.CHART_READ)
    if len(text.strip()) < SHORTEST:
        return []
    found = {row.code: row for row in islice(_matching(text.strip(), on), _LOOKED_AT) if row.covers(on)}
    rows = sorted(found.values(), key=lambda row: (row.get("is_billable") != "1", len(row.get("title"))))
    return [_told(row) for row in rows[:MOST]]


def worded(draft: AnyNoun, *, on: date) -> tuple[AnyNoun, list[Finding]]:
    """Return a problem with the titles of its diagnosis codes, and a finding where one is none of the day."""
    if not isinstance(draft, ListedProblem):
        return draft, []
    tables = _tables(on)
    codings = [_titled(one, tables, on) for one in draft.concept.codings]
    if None in codings:
        mend = "Choose one of the list, or leave the words alone."
        return draft, [finding("CHT-22", "There is no such diagnosis code.", mend)]
    concept = replace(draft.concept, codings=tuple(one for one in codings if one is not None))
    return replace(draft, concept=concept), []


def _titled(one: Coding, tables: tuple[CodeTable, ...], on: date) -> Coding | None:
    if one.system != ICD10CM or not tables:
        return one
    row = _row(one.code.replace(".", ""), tables, on)
    return None if row is None else replace(one, display=one.display or row.get("title"))


def _row(code: str, tables: tuple[CodeTable, ...], on: date) -> CodeRow | None:
    return next((row for table in tables if (row := table.at(code, on)) is not None), None)


def _matching(text: str, on: date) -> Iterator[CodeRow]:
    tables = _tables(on)
    code = text.upper().replace(".", "")
    is_code = code.isascii() and code.isalnum() and code[1:2].isdigit()
    begun = (row for table in tables for row in table.starting_with(code)) if is_code else iter(())
    return chain(begun, (row for table in tables for row in table.with_words(text)))


def _tables(on: date) -> tuple[CodeTable, ...]:
    """The whole release of a day; nothing where there is none."""
    try:
        choice = in_force().scrubber.policy.tables.codes("icd10cm").at(on)
    except (PackError, PolicyBroken):
        return ()
    if choice is None or choice.is_later or choice.release.is_partial:
        return ()
    return choice.parts


def _told(row: CodeRow) -> Diagnosis:
    return Diagnosis(written(ICD10CM, row.code), row.get("title"), row.get("is_billable") == "1")
