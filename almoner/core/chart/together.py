"""Entries that are written together: measurements with the index that follows from them, a report with its
values. Promises one plan, whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from almoner.core.chart.keep import record
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.result import Flag, Report, Result, flag_of
from almoner.core.chart.vital import SORTS, VitalSign, body_mass_index, sort_of
from almoner.core.plan import Ids, Plan, join


@dataclass(frozen=True, slots=True)
class Scribe:
    """Who writes, and of whom: the sign-in name, and the patient's birth date, before which nothing was."""

    name: str
    born_on: date


def record_all(drafts: Sequence[AnyNoun], *, scribe: Scribe, ids: Ids, on: date) -> Plan:
    """Return the plan that adds entries of one patient. Height and weight of one time bring the body mass
    index with them; a result without a flag gets the one that its range says; results follow the report
    before them.
    """
    plans: list[Plan] = []
    report_id = 0
    for draft in drafts:
        made = _completed(draft, report_id)
        plan = record(made, by=scribe.name, born_on=scribe.born_on, ids=ids, on=on)
        if isinstance(draft, Report) and plan.records:
            report_id = plan.records[0].id
        plans.append(plan)
    index = _index(plans)
    if index is not None:
        plans.append(record(index, by=scribe.name, born_on=scribe.born_on, ids=ids, on=on))
    whole = join(plans, on=on)
    return Plan(on=on, findings=tuple(dict.fromkeys(whole.findings))) if whole.findings else whole


def _completed(draft: AnyNoun, report_id: int) -> AnyNoun:
    if not isinstance(draft, Result):
        return draft
    flag = draft.flag if draft.flag is not Flag.NONE else flag_of(draft.value, draft.ranges)
    return replace(draft, flag=flag, report_id=draft.report_id or report_id)


def _index(plans: Sequence[Plan]) -> VitalSign | None:
    """The body mass index of the height and the weight that are written now, if it is not written itself."""
    signs = [one for plan in plans for one in plan.records if isinstance(one, VitalSign)]
    found = {sort.words: one for one in signs if (sort := sort_of(one.concept)) is not None}
    height, weight = found.get(SORTS["height"].words), found.get(SORTS["weight"].words)
    sort = SORTS["body_mass_index"]
    if height is None or weight is None or sort.words in found or height.taken != weight.taken:
        return None
    value = body_mass_index(height, weight)
    if value is None:
        return None
    return VitalSign(
        id=0,
        entry=replace(weight.entry, identifiers=(), residual="", note=""),
        concept=sort.concept,
        taken=weight.taken,
        value=value,
        derived_from=(height.id, weight.id),
    )
