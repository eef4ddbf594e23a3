"""Reads a lived practice as what its copies are made of: everything but the house and its closed days."""

from collections import defaultdict
from datetime import date

from almoner.cli.bench import large_tokens as marks
from almoner.cli.bench.large_lay import APART, Act, Life, Moved, Row
from almoner.cli.bench.large_tokens import Cast
from almoner.core.party import Provider
from almoner.store.codec import canonical, encode, encode_posting
from almoner.store.money.postings import COLUMNS, posting_of
from almoner.store.session import Session

THE_HOUSE = frozenset(
    "practice location provider payer payer_plan payer_contract enrollment fee_schedule code_autonomy "
    "collection_cost coding_calibration drawer_count day_close month_close route_test release "
    "access_act place_enrollment".split()
)
"""Kinds of which the large practice has one set, or one for a day or a month."""


def read_life(session: Session) -> Life:
    """Return the life of the practice as patterns; its own copies, if there are any, are left out."""
    cast = _cast(session)
    files = session.rows(
        "SELECT i.id, i.about, b.content FROM interchange i JOIN interchange_bytes b "
        "ON b.practice_id = i.practice_id AND b.interchange_id = i.id WHERE i.practice_id = %s AND i.id < %s",
        *(session.practice_id, APART),
    )
    records = session.rows(
        "SELECT audit_id, id, version, kind, effective_on, body::text FROM record "
        "WHERE practice_id = %s AND id < %s AND kind <> ALL(%s) ORDER BY audit_id, id, version",
        *(session.practice_id, APART, sorted(THE_HOUSE)),
    )
    postings = [
        (audit_id, posting_of(tuple(row)))
        for audit_id, *row in session.rows(
            f"SELECT audit_id, {COLUMNS} FROM posting WHERE practice_id = %s "
            "AND coalesce(line_id, receipt_id, remittance_id, 0) < %s ORDER BY id",
            *(session.practice_id, APART),
        )
    ]
    touched = sorted({row[0] for row in records} | {audit_id for audit_id, _ in postings})
    entry = {audit_id: place for place, audit_id in enumerate(touched)}
    rows = [
        Row(
            entry[audit_id], record_id, version, kind, on, marks.pattern(kind, canonical(body).decode(), cast)
        )
        for audit_id, record_id, version, kind, on, body in records
    ]
    moved = [
        Moved(entry[audit_id], one.effective_on, marks.pattern("posting", encode_posting(one).decode(), cast))
        for audit_id, one in postings
    ]
    contents = [
        (record_id, marks.file_pattern(about, bytes(content).decode(), cast))
        for record_id, about, content in files
    ]
    return Life(_acts(session, touched, rows, cast), rows, moved, contents)


def _cast(session: Session) -> Cast:
    ids = session.rows(
        "SELECT DISTINCT id FROM record WHERE practice_id = %s AND id < %s AND kind <> ALL(%s)",
        *(session.practice_id, APART, sorted(THE_HOUSE)),
    )
    controls = session.rows(
        "SELECT DISTINCT control FROM interchange "
        "WHERE practice_id = %s AND id < %s AND control ~ '^[0-9]{9}$'",
        *(session.practice_id, APART),
    )
    patients = session.rows(
        "SELECT DISTINCT upper(last_name) FROM patient WHERE practice_id = %s AND id < %s",
        *(session.practice_id, APART),
    )
    return Cast(
        frozenset(record_id for (record_id,) in ids),
        dict(zip(sorted(each.id for each in team(session)), marks.PROVIDER, strict=False)),
        frozenset(family for (family,) in patients),
        frozenset(control for (control,) in controls),
    )


def team(session: Session) -> list[Provider]:
    """Return the providers who saw the patients that are copied: the practice's first."""
    seen = session.rows(
        "SELECT DISTINCT provider_id FROM visit WHERE practice_id = %s AND id < %s",
        *(session.practice_id, APART),
    )
    return session.find(Provider, id=[provider_id for (provider_id,) in seen])


def _acts(session: Session, touched: list[int], rows: list[Row], cast: Cast) -> list[Act]:
    subjects: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        subjects[row.entry][row.kind].append(row.id)
    told = {
        audit_id: (flow, actor, reason, on)
        for audit_id, flow, actor, reason, on in session.rows(
            "SELECT id, flow, actor, reason, effective_on FROM audit_entry "
            "WHERE practice_id = %s AND id = ANY(%s)",
            *(session.practice_id, touched),
        )
    }
    return [Act(*told[audit_id], _subjects(subjects[place], cast)) for place, audit_id in enumerate(touched)]


def _subjects(by_kind: dict[str, list[int]], cast: Cast) -> str:
    return marks.pattern(
        "subjects", encode({f"{kind}_id": ids for kind, ids in by_kind.items()}).decode(), cast
    ).replace('_id":', '":')


def present_on(session: Session, today: date) -> date:
    """Return the lived day that is today for the copies whose work is open: the last one with visits that
    falls on today's day of the week, if one does.
    """
    days = session.rows(
        "SELECT DISTINCT service_on FROM visit WHERE practice_id = %s AND id < %s ORDER BY 1 DESC",
        *(session.practice_id, APART),
    )
    found: list[date] = [on for (on,) in days]
    return next((on for on in found if on.isoweekday() == today.isoweekday()), found[0])
