"""The steps that every noun of the chart shares: record, supersede, mark as entered in error, take in what
came from outside, keep one of two. Promises that an entry never changes its patient, that what is in error or
replaced stays as it is, and that nothing is lost: each step is a new version.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from almoner.core.chart import check
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.shape import Moment, Period
from almoner.core.plan import Ids, Plan, reading
from almoner.core.rules import Finding

N = TypeVar("N", bound=AnyNoun)
LONGEST_REASON = 500


def record(draft: N, *, by: str, born_on: date, ids: Ids, on: date) -> Plan:
    """Return the plan that adds an entry, or only what stands against it. Its id is given here; it stands, or
    waits to be reconciled where the draft is proposed.
    """
    entry = replace(draft.entry, recorded_by=by, recorded_on=on, changed_by=by, fault="", replaced_by=0)
    made = replace(draft, id=next(ids), version=1, entry=entry)
    findings = standing_against(made, born_on=born_on, on=on)
    return Plan(on=on, findings=findings) if findings else Plan(on=on, records=(made,))


def supersede(seen: N, changed: N, *, by: str, born_on: date, on: date) -> Plan:
    """Return the plan that puts an entry as it is now in place of what was seen of it."""
    entry = replace(
        changed.entry,
        patient_id=seen.entry.patient_id,
        recorded_by=seen.entry.recorded_by,
        recorded_on=seen.entry.recorded_on,
        identifiers=seen.entry.identifiers,
        source=seen.entry.source,
        is_proposed=seen.entry.is_proposed,
        changed_by=by,
        fault="",
        replaced_by=0,
    )
    made = replace(changed, id=seen.id, version=seen.version + 1, entry=entry)
    findings = (*_closed(seen), *standing_against(made, born_on=born_on, on=on))
    if changed.entry.patient_id != seen.entry.patient_id:
        findings = (*findings, _another())
    return Plan(on=on, findings=findings) if findings else Plan(on=on, records=(made,), reads=reading(seen))


def mark_in_error(seen: N, reason: str, *, by: str, on: date) -> Plan:
    """Return the plan that keeps an entry as entered in error, with the reason; it is shown no more."""
    found = [*_closed(seen), *check.texts("The reason", reason, longest=LONGEST_REASON)]
    if not reason.strip():
        found.append(check.finding("CHT-10", "Nobody says what was wrong.", "Give the reason."))
    if found:
        return Plan(on=on, findings=tuple(found))
    entry = replace(seen.entry, fault=reason.strip(), changed_by=by)
    made = replace(seen, version=seen.version + 1, entry=entry)
    return Plan(on=on, records=(made,), reads=reading(seen))


def accept(seen: N, *, by: str, on: date) -> Plan:
    """Return the plan that takes an entry from outside into the chart."""
    if findings := _closed(seen):
        return Plan(on=on, findings=findings)
    if not seen.entry.is_proposed:
        why = check.finding("CHT-18", "It is in the chart already.", "Load the page again.")
        return Plan(on=on, findings=(why,))
    made = replace(
        seen, version=seen.version + 1, entry=replace(seen.entry, is_proposed=False, changed_by=by)
    )
    return Plan(on=on, records=(made,), reads=reading(seen))


def keep_one(kept: N, other: N, *, by: str, on: date) -> Plan:
    """Return the plan that keeps one of two entries for the same thing; the other points to it.

    What was kept is in the chart from now on, also where it came from outside. Only a person decides so.
    """
    found = [*_closed(kept), *_closed(other)]
    if kept.kind != other.kind or kept.id == other.id or kept.entry.patient_id != other.entry.patient_id:
        mend = "Choose two entries of one list of one patient."
        found.append(check.finding("CHT-18", "These two can't be the same.", mend))
    if found:
        return Plan(on=on, findings=tuple(found))
    gone = replace(
        other, version=other.version + 1, entry=replace(other.entry, replaced_by=kept.id, changed_by=by)
    )
    records: tuple[AnyNoun, ...] = (gone,)
    if kept.entry.is_proposed:
        entry = replace(kept.entry, is_proposed=False, changed_by=by)
        records = (replace(kept, version=kept.version + 1, entry=entry), gone)
    return Plan(on=on, records=records, reads=reading(kept, other))


def standing_against(one: AnyNoun, *, born_on: date, on: date) -> tuple[Finding, ...]:
    """Return all that stands against keeping an entry of a patient who was born on that day."""
    found = [*check.entered(one.entry), *one.against(on=on)]
    found += check.born_before(moments_of(one), born_on=born_on)
    return tuple(dict.fromkeys(found))


def moments_of(one: AnyNoun) -> Sequence[Moment]:
    """Return every moment that stands in an entry itself."""
    given = [getattr(one, name) for name in one.__dataclass_fields__]
    spans = [part for each in given if isinstance(each, Period) for part in (each.start, each.end)]
    return [each for each in (*given, *spans) if isinstance(each, Moment)]


def _closed(seen: AnyNoun) -> tuple[Finding, ...]:
    if seen.entry.fault:
        return (check.finding("CHT-11", "The entry was made in error.", "Record what is right anew."),)
    if seen.entry.replaced_by:
        return (check.finding("CHT-11", "Another entry was kept in its place.", "Change the one kept."),)
    return ()


def _another() -> Finding:
    return check.finding("CHT-12", "An entry stays its patient's.", "Mark it in error, and record it anew.")
