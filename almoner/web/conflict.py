"""Two people changed one record: theirs, mine and the record as it was, field by field. Nothing typed is
lost, and either can be taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse

from almoner.flow import look_conflict
from almoner.flow.look_conflict import Conflict
from almoner.store.commit import StalePlan
from almoner.web import words
from almoner.web.door import Caller

UNSAID = frozenset({"csrfmiddlewaretoken", "once", "patient_token", "version"})
SHORT_ENDS = ("_on", "_id", "_cents", "_number")
"""What forms leave away of a field's name."""
MOST_TYPED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the form (`name`; empty where the form has none of it) as it was, as it stands, as typed."""

    name: str
    label: str
    was: str
    now: str
    mine: str

    @property
    def is_asked(self) -> bool:
        """True where both changed it, and not to the same."""
        return bool(self.name) and self.now != self.was and self.mine not in {self.was, self.now}


def page(caller: Caller, stale: StalePlan, *, back: str) -> HttpResponse:
    """Answer a form that came too late: what became of each field, and the form again."""
    form = caller.request.POST
    typed = {name: str(form[name]) for name in [*form][:MOST_TYPED] if name not in UNSAID}
    found = look_conflict.conflict(caller.actor, stale)
    rows = _rows(found, typed) if found else []
    can_go = found is not None and form.get("version") == str(found.seen) and not caller.request.FILES
    told = {row.name for row in rows}
    merged = {row.name: row.now for row in rows if row.name and row.mine == row.was}
    asked = {row.name for row in rows if row.is_asked}
    sent = [
        (name, merged.get(name, one)) for name in typed if name not in asked for one in form.getlist(name)
    ]
    return caller.page(
        "conflict.html",
        status=409,
        found=found,
        rows=rows,
        others=[(words.plain(name), said) for name, said in typed.items() if said and name not in told],
        can_go=can_go,
        sent=sent,
        token=form.get("patient_token", ""),
        action=caller.request.get_full_path(),
        back=back,
    )


def _rows(found: Conflict, typed: Mapping[str, str]) -> list[Row]:
    """Return the fields that either changed, in the order of the record."""
    rows = []
    for path in {**found.now, **found.was}:
        was, now = (_said(path, fields.get(path)) for fields in (found.was, found.now))
        name = _name_in(path, typed)
        mine = typed[name] if name else was
        if now != was or mine != was:
            rows.append(Row(name, words.plain(path.rpartition(".")[2]), was, now, mine))
    return rows


def _name_in(path: str, typed: Mapping[str, str]) -> str:
    """Return under which name a form asks for a field; empty where it doesn't."""
    leaf = path.rpartition(".")[2]
    names = [leaf, *(leaf.removesuffix(end) for end in SHORT_ENDS)]
    names += ["last_day"] if leaf == "until_on" else []
    return next((name for name in names if name in typed), "")


def _said(path: str, value: Any) -> str:
    """Return a field as a form says it: money in dollars, a period's last day for the day after it."""
    if value is None or value == "":
        return ""
    if path.endswith("_cents"):
        return words.money(value) if value else ""
    if path.endswith("until_on"):
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat()
    return str(value)
