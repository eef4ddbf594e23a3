"""Two people changed one record: theirs, mine and the record as it was, field by field. Nothing typed is
lost, and either can be taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse

from almoner.flow.patient import look_conflict
from almoner.flow.patient.look_conflict import Conflict
from almoner.store.commit import StalePlan
from almoner.web import words
from almoner.web.door import Caller

UNSAID = frozenset({"csrfmiddlewaretoken", "once", "patient_token", "version"})
SHORT_ENDS = ("_on", "_id", "_cents", "_number")
"""What forms leave away of a field's name."""
MOST_TYPED = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A field as it was seen and as it stands. `name` is the form's, empty where the form has none of it;
    `words` are what its values are called.
    """

    name: str
    label: str
    was: str
    now: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a form's conflict is told: by whom and for which day the record was changed, its fields, and which
    of the form says what was seen (`key`: `seen`, and what stands now).
    """

    by: str
    on: date
    seen: int
    standing: int
    fields: tuple[Told, ...]
    key: str = "version"


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the form (`name`; empty where the form has none of it) as it was, as it stands, as typed."""

    name: str
    label: str
    was: str
    now: str
    mine: str
    words: Mapping[str, str]

    @property
    def is_asked(self) -> bool:
        """True where both changed it, and not to the same."""
        return bool(self.name) and self.now != self.was and self.mine not in {self.was, self.now}

    def say(self, value: str) -> str:
        """Return what a value is called."""
        return self.words.get(value, value)


def page(caller: Caller, stale: StalePlan, *, back: str) -> HttpResponse:
    """Answer a form that came too late: what became of each field, and the form again."""
    found = look_conflict.conflict(caller.actor, stale)
    telling = None
    if found:
        fields = tuple(_told(found, _typed(caller)))
        telling = Telling(found.by, found.on, found.seen, found.standing, fields)
    return tell(caller, telling, back=back)


def tell(caller: Caller, telling: Telling | None, *, back: str) -> HttpResponse:
    """Answer a form that came too late by how its fields are told; without that, by what was typed."""
    form, typed = caller.request.POST, _typed(caller)
    rows = _rows(telling, typed) if telling else []
    seen = str(telling.seen) if telling else ""
    can_go = telling is not None and form.get(telling.key) == seen and not caller.request.FILES
    merged = {row.name: row.now for row in rows if row.name and row.mine == row.was}
    asked = {row.name for row in rows if row.is_asked}
    told = {row.name for row in rows} | ({telling.key} if telling else set())
    sent = [
        (name, merged.get(name, one))
        for name in typed
        if name not in asked and not (telling and name == telling.key)
        for one in form.getlist(name)
    ]
    return caller.page(
        "conflict.html",
        status=409,
        telling=telling,
        rows=rows,
        others=[(words.plain(name), said) for name, said in typed.items() if said and name not in told],
        can_go=can_go,
        sent=sent,
        token=form.get("patient_token", ""),
        action=caller.request.get_full_path(),
        back=back,
    )


def _typed(caller: Caller) -> dict[str, str]:
    form = caller.request.POST
    return {name: str(form[name]) for name in [*form][:MOST_TYPED] if name not in UNSAID}


def _rows(telling: Telling, typed: Mapping[str, str]) -> list[Row]:
    """Return the fields that either changed, in the order of the record."""
    rows = []
    for one in telling.fields:
        name = one.name if one.name in typed else ""
        mine = typed[name].strip() if name else one.was
        if one.now != one.was or mine != one.was:
            rows.append(Row(name, one.label, one.was, one.now, mine, one.words))
    return rows


def _told(found: Conflict, typed: Mapping[str, str]) -> Iterator[Told]:
    for path in {**found.now, **found.was}:
        was, now = (_said(path, fields.get(path)) for fields in (found.was, found.now))
        yield Told(_name_in(path, typed), words.plain(path.rpartition(".")[2]), was, now)


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
