"""Under which of several merged charts a record is written: that of what it belongs to, or of its first
version.

Promises that parting two charts later divides nothing: what became of a visit, claim, line or receipt is
written where that stands, a posting's reversal where the posting stands, and all else under the chart that
is shown. In books without merged charts it asks nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from almoner.core.ledger import Posting
from almoner.core.plan import Record
from almoner.store.charts import APART, Charts
from almoner.store.session import Session, array_of

_FIRST = (
    "line_id",
    "claim_id",
    "visit_id",
    "visit_ids",
    "denial_id",
    "receipt_id",
    "statement_id",
    "plan_id",
)
"""What a record belongs to more than to anything else that it names, in this order."""
_NOT_PARENTS = frozenset({"patient_id", "id", "payer_id", "provider_id", "location_id", "remittance_id"})


@dataclass(frozen=True, slots=True)
class Home:
    """The chart, and who answers, under which a record was first written."""

    patient_id: int
    guarantor: str = ""


@dataclass(slots=True)
class Homes:
    """Where records are at home, as far as a plan's records and postings ask for it."""

    charts: Charts = APART
    known: dict[int, Home | None] = field(default_factory=dict)
    planned: Mapping[int, Any] = field(default_factory=dict)
    of_postings: Mapping[str, int] = field(default_factory=dict)

    def record(self, record: Any) -> Any:
        """Return a record as it is written."""
        shown = _patient_of(record)
        if shown not in self.charts.merged:
            return record
        own = self.known.get(record.id) if record.version > 1 else None
        home = own or self._of_parents(record, shown)
        return _under(record, home, has_key=own is not None) if home else record

    def posting(self, posting: Posting) -> Posting:
        """Return a posting as it is written."""
        subject = posting.subject
        if subject.patient_id not in self.charts.merged:
            return posting
        patient_id = self.of_postings.get(posting.reverses, 0)
        if not patient_id and (home := self._of_parents(subject, subject.patient_id)):
            patient_id = home.patient_id
        return replace(posting, subject=replace(subject, patient_id=patient_id)) if patient_id else posting

    def _of_parents(self, one: Any, shown: int) -> Home | None:
        """The home of the first that it belongs to and that is of the same patient."""
        found = (self._home(parent) for parent in _parents(one))
        return next((home for home in found if home and self.charts.standing(home.patient_id) == shown), None)

    def _home(self, record_id: int) -> Home | None:
        if record_id not in self.known and record_id in self.planned:
            self.known[record_id] = None  # what names itself in a circle
            made = self.planned[record_id]
            shown = _patient_of(made)
            self.known[record_id] = self._of_parents(made, shown) or Home(shown)
        return self.known.get(record_id)


_EVERYWHERE = Homes()


def homes_of(session: Session, records: Sequence[Record], postings: Sequence[Posting]) -> Homes:
    """Return where the records and postings of a plan are at home; two questions where some are of a patient
    with merged charts, else none.
    """
    charts = session.charts
    if not charts:
        return _EVERYWHERE
    about = [one for one in records if _patient_of(one) in charts.merged]
    moved = [one for one in postings if one.subject.patient_id in charts.merged]
    if not about and not moved:
        return _EVERYWHERE
    ids = {one.id for one in about if one.version > 1}
    ids |= {parent for one in (*about, *(each.subject for each in moved)) for parent in _parents(one)}
    sql = """
    SELECT id, coalesce(body->>'patient_id', body->'entry'->>'patient_id')::bigint,
      CASE jsonb_typeof(body->'guarantor') WHEN 'string' THEN body->>'guarantor' ELSE '' END
    FROM record WHERE practice_id = %s AND id = ANY(%s) AND version = 1
      AND coalesce(body->>'patient_id', body->'entry'->>'patient_id') IS NOT NULL
    """
    found = session.rows(sql, session.practice_id, array_of(sorted(ids))) if ids else []
    undone = sorted({one.reverses for one in moved} - {""})
    sql = "SELECT key, patient_id FROM posting WHERE practice_id = %s AND key = ANY(%s)"
    keys = dict(session.rows(sql, session.practice_id, undone)) if undone else {}
    known: dict[int, Home | None] = {each: Home(patient_id, key) for each, patient_id, key in found}
    return Homes(charts, known, {one.id: one for one in about if one.version == 1}, keys)


def _patient_of(record: Any) -> int:
    entry: Any = getattr(record, "entry", None)
    own: int = getattr(record, "patient_id", 0) or getattr(entry, "patient_id", 0)
    return own


def _parents(one: Any) -> Iterator[int]:
    """The ids that a record or a posting's subject names, what it belongs to first."""
    kind: Any = type(one)
    for name in _named_by(kind):
        value = getattr(one, name)
        yield from (each for each in (value if isinstance(value, tuple) else (value,)) if _is_id(each))
    entry: Any = getattr(one, "entry", None)
    if _is_id(getattr(entry, "visit_id", 0)):
        yield entry.visit_id


def _is_id(value: object) -> bool:
    return isinstance(value, int) and value > 0


@cache
def _named_by(kind: Any) -> tuple[str, ...]:
    own = {each.name for each in fields(kind)}
    first = [name for name in _FIRST if name in own]
    rest = sorted(name for name in own - {*first} - _NOT_PARENTS if name.endswith("_id"))
    return (*first, *rest)


def _under(record: Any, home: Home, *, has_key: bool) -> Any:
    entry = getattr(record, "entry", None)
    if entry is not None and hasattr(entry, "patient_id"):
        return replace(record, entry=replace(entry, patient_id=home.patient_id))
    if has_key and home.guarantor:
        return replace(record, patient_id=home.patient_id, guarantor=home.guarantor)
    return replace(record, patient_id=home.patient_id)
