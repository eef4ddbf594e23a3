"""Reads of the chart: what stands of each noun, the timeline, and what outside lists wait with.

Promises that who may see a labelled entry is asked in the query itself, and that every list is bounded.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.chart import Document, Note, Visit
from almoner.core.chart.disclosure import program_codes
from almoner.core.chart.document import STANDS
from almoner.core.chart.entry import Eyes, Label
from almoner.core.chart.nouns import BY_KIND, NOUNS, AnyNoun
from almoner.core.chart.result import Result
from almoner.store.chart.disclosure import IS_SUBSTANCE_USE
from almoner.store.session import Ask, Session, array_of
from almoner.store.tables.projections_chart import IN_ERROR, PROPOSED, REPLACED

MOST = 120
"""Entries of one noun that a chart shows; what is older stands on the timeline."""
VISITS = 24
"""Visits that a form offers."""
GONE = (IN_ERROR, REPLACED)
PAGE = 50

SIGHT = f"""(NOT t.labels ? '{Label.PSYCHOTHERAPY.value}' OR (t.recorded_by = %s AND t.recorded_by <> ''))
AND (%s OR NOT t.labels ?| ARRAY['{Label.PART2.value}', '{Label.MINOR.value}'])"""
"""True of the rows that eyes may see; says in SQL what `Eyes.see` says."""

NOTE_SIGHT = f"""NOT EXISTS (SELECT 1 FROM visit v WHERE v.practice_id = t.practice_id AND v.id = t.visit_id
AND {IS_SUBSTANCE_USE})"""
"""True of the notes `t` that are for eyes without the right to restricted entries."""


def sight(eyes: Eyes) -> tuple[object, ...]:
    """Return the arguments of `SIGHT`."""
    return (eyes.name, eyes.sees_restricted)


def asks(session: Session, patient_id: int, eyes: Eyes) -> dict[str, Ask[AnyNoun]]:
    """Ask for the latest entries of each noun that stand or are proposed, by kind."""
    return {noun.kind: _ask(session, noun, patient_id, eyes) for noun in NOUNS}


def _ask(session: Session, noun: type[AnyNoun], patient_id: int, eyes: Eyes) -> Ask[AnyNoun]:
    where = f"""t.id = ANY(ARRAY(SELECT t.id FROM "{noun.kind}" t
    WHERE t.practice_id = %s AND t.patient_id = ANY(%s) AND t.state <> ALL(%s) AND {SIGHT}
    ORDER BY t.happened_on DESC, t.id DESC LIMIT {MOST}))"""
    arguments = (session.practice_id, session.charts.whole(patient_id), list(GONE), *sight(eyes))
    return Ask(noun, where=where, arguments=arguments)


def papers(patient_id: int, eyes: Eyes) -> Ask[Document]:
    """Ask for the patient's papers that were not filed in error."""
    return Ask(Document, {"patient_id": patient_id, "state": STANDS}, SIGHT, sight(eyes))


def visits(session: Session, *patient_ids: int) -> Ask[Visit]:
    """Ask for the latest visits of each patient."""
    where = f"""t.id = ANY(ARRAY(SELECT v.id FROM unnest(%s::bigint[]) AS p(id) CROSS JOIN LATERAL (
    SELECT v.id FROM visit v WHERE v.practice_id = %s AND v.patient_id = p.id
    ORDER BY v.service_on DESC, v.id DESC LIMIT {VISITS}) v))"""
    return Ask(
        Visit, where=where, arguments=(array_of(session.charts.whole(*patient_ids)), session.practice_id)
    )


def of_visits(visit_ids: Sequence[int], kinds: Collection[type[AnyNoun]]) -> list[Ask[AnyNoun]]:
    """Ask for what stands of visits, of some nouns, whatever its labels."""
    where = "t.state <> ALL(%s)"
    return [Ask(noun, {"visit_id": list(visit_ids)}, where, ([*GONE, PROPOSED],)) for noun in kinds]


def entry(session: Session, kind: str, entry_id: int, eyes: Eyes) -> AnyNoun | None:
    """Return an entry as it is now, also one in error or replaced; None where these eyes see none."""
    noun = BY_KIND.get(kind)
    if noun is None:
        return None
    ask: Ask[AnyNoun] = Ask(noun, {"id": entry_id}, SIGHT, sight(eyes))
    found = session.gather(ask).of(ask)
    return found[0] if found else None


def results(session: Session, ids: Sequence[int], eyes: Eyes) -> list[Result]:
    """Return the results of these ids that the eyes may see."""
    ask = Ask(Result, {"id": list(ids)}, SIGHT, sight(eyes))
    return session.gather(ask).of(ask) if ids else []


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry, with when it was committed and by whom."""

    noun: AnyNoun
    recorded_on: date
    actor: str


def versions(session: Session, one: AnyNoun) -> list[Version]:
    """Return the versions of an entry, oldest first, at most `PAGE` of the latest."""
    sql = f"""
    SELECT r.body::text, r.effective_on, a.actor FROM record r
    JOIN audit_entry a ON a.practice_id = r.practice_id AND a.id = r.audit_id
    WHERE r.practice_id = %s AND r.id = %s AND r.kind = %s ORDER BY r.version DESC LIMIT {PAGE}
    """
    rows = session.rows(sql, session.practice_id, one.id, one.kind)
    return [Version(session.read(type(one), body), on, actor) for body, on, actor in reversed(rows)]


# ---------------------------------------------------------------------------------------- the timeline


@dataclass(frozen=True, slots=True)
class Place:
    """Where a timeline goes on: before this day and id."""

    on: date
    id: int


LAST = Place(date.max, 2**63 - 1)
Told = AnyNoun | Visit | Note | Document
_TOLD: Mapping[str, type[Told]] = {**BY_KIND, Visit.kind: Visit, Note.kind: Note, Document.kind: Document}
_OWN_DAY = {Visit.kind: "service_on", Note.kind: "signed_on", Document.kind: "signed_on"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a patient on a day; `record` says what."""

    on: date
    state: str
    record: Told


def timeline(
    session: Session, patient_id: int, eyes: Eyes, *, before: Place = LAST, kinds: Collection[str] = ()
) -> list[Event]:
    """Return what happened to a patient, the latest first, `PAGE` and one more where there is more; of some
    kinds, or of all.
    """
    parts: list[str] = []
    arguments: list[object] = []
    for kind in _TOLD:
        if kinds and kind not in kinds:
            continue
        sql, values = _part(session, kind, patient_id, eyes, before)
        parts.append(sql)
        arguments += values
    rows = session.rows(_timeline(parts), *arguments)
    return [Event(on, state, session.read(_TOLD[kind], body)) for kind, on, state, body in rows]


def _timeline(parts: Sequence[str]) -> str:
    return f"""
    SELECT e.kind, e.happened_on, e.state, r.body::text FROM (
      SELECT * FROM ({" UNION ALL ".join(parts)}) every ORDER BY happened_on DESC, id DESC LIMIT {PAGE + 1}) e
    JOIN record r ON r.practice_id = e.practice_id AND r.id = e.id AND r.version = e.version
    ORDER BY e.happened_on DESC, e.id DESC
    """


def _part(
    session: Session, kind: str, patient_id: int, eyes: Eyes, before: Place
) -> tuple[str, list[object]]:
    day = _OWN_DAY.get(kind, "happened_on")
    state = "''" if kind == Note.kind else "t.state"
    conditions = [f"t.practice_id = %s AND t.patient_id = ANY(%s) AND (t.{day}, t.id) < (%s, %s)"]
    arguments: list[object] = [session.practice_id, session.charts.whole(patient_id), before.on, before.id]
    if kind not in {Visit.kind, Note.kind}:
        conditions += ["t.state <> ALL(%s)", SIGHT]
        arguments += [[*GONE, PROPOSED], *sight(eyes)]
    if kind == Note.kind and not eyes.sees_restricted:
        conditions.append(NOTE_SIGHT)
        arguments.append(program_codes())
    shown = f"'{kind}' AS kind, t.practice_id, t.id, t.version, t.{day} AS happened_on, {state} AS state"
    sql = f"""(SELECT {shown}
    FROM "{kind}" t WHERE {" AND ".join(conditions)} ORDER BY t.{day} DESC, t.id DESC LIMIT {PAGE + 1})"""
    return sql, arguments
