"""Claims as the worklists show them: filtered, with what stops each, who has it and what is open."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from almoner.store.lists.lists import COUNTED, PAGE, Page, page_of
from almoner.store.lists.order import USUAL, Order, Read, read
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list, and in which order; an empty field filters nothing. `owners` are names on open
    tasks.
    """

    states: tuple[str, ...] = ()
    payer_id: int = 0
    patient_id: int = 0
    owners: tuple[str, ...] = ()
    at_least_cents: int = 0
    older_than_days: int = 0
    waits_until: date | None = None
    order: Order = USUAL

    @property
    def is_of_few(self) -> bool:
        """True where the filter itself finds few claims, by an index of its own."""
        return bool(self.owners or self.patient_id or self.waits_until)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its open money: what the payer still has (`open_cents`) and what it refused
    (`denied_cents`).
    """

    id: int
    control: str
    payer_control: str
    patient_id: int
    last_name: str
    first_name: str
    payer: str
    rank: int
    service_on: date
    state: str
    cause: str
    since_on: date
    wait_until: date | None
    total_cents: int
    open_cents: int
    denied_cents: int
    carc: str
    group: str
    remarks: list[str]
    category: str
    next_step: str
    why: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Sum:
    """How many claims a filter finds and what they charge; both stop at `COUNTED` claims."""

    claims: int
    total_cents: int


_MONEY = """
  SELECT coalesce(sum(CASE WHEN s.account LIKE 'payer_ar%%' THEN s.cents END), 0)::bigint AS open_cents,
    coalesce(sum(CASE WHEN s.account LIKE 'denied%%' THEN s.cents END), 0)::bigint AS denied_cents
  FROM posting g CROSS JOIN LATERAL (VALUES (g.debit, g.cents), (g.credit, -g.cents)) s (account, cents)
  WHERE g.practice_id = c.practice_id AND g.line_id = ANY(ARRAY(
      SELECT (line->>'line_id')::bigint FROM jsonb_array_elements(vr.body->'lines') line))
    AND s.account IN ('payer_ar:' || c.rank, 'denied:' || c.rank)
"""
# The lines are an array and no join, which would be taken to have a hundred: books were read whole for it.
_CLAIMS = f"""
SELECT c.id, c.control, c.payer_control, p.id, p.last_name, p.first_name, py.name, c.rank, c.service_on,
  c.state, cr.body->>'cause', c.since_on, c.wait_until, c.total_cents, coalesce(m.open_cents, 0),
  coalesce(m.denied_cents, 0),
  coalesce(d.carc, ''), coalesce(d.grp, ''), coalesce(d.remarks, ARRAY[]::text[]), coalesce(d.category, ''),
  coalesce(d.next_step, ''),
  coalesce(t.why, ''), coalesce(t.owner, d.owner, ''), coalesce(t.due_on, d.due_on)
FROM (SELECT c.* FROM {{found}} ORDER BY {{by}} LIMIT {PAGE + 1}) c
JOIN record cr ON cr.practice_id = c.practice_id AND cr.id = c.id AND cr.version = c.version
JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id
JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id
LEFT JOIN LATERAL (
  SELECT vr.body FROM claim_revision v
  JOIN record vr ON vr.practice_id = v.practice_id AND vr.id = v.id AND vr.version = v.version
  WHERE v.practice_id = c.practice_id AND v.id = (cr.body->>'revision_id')::bigint LIMIT 1) vr ON true
LEFT JOIN LATERAL ({_MONEY}) m ON true
LEFT JOIN LATERAL (
  SELECT d.carc, dr.body->>'group' AS grp, dr.body->>'category' AS category,
    ARRAY(SELECT jsonb_array_elements_text(dr.body->'remarks')) AS remarks,
    dr.body->>'next_step' AS next_step, d.owner, d.due_on
  FROM denial d JOIN record dr ON dr.practice_id = d.practice_id AND dr.id = d.id AND dr.version = d.version
  WHERE d.practice_id = c.practice_id AND d.claim_id = c.id AND d.state IN ('open', 'resent', 'appealed')
  ORDER BY d.cents DESC, d.id LIMIT 1) d ON true
LEFT JOIN LATERAL (
  SELECT tr.body->>'why' AS why, t.owner, t.due_on
  FROM task t JOIN record tr ON tr.practice_id = t.practice_id AND tr.id = t.id AND tr.version = t.version
  WHERE t.practice_id = c.practice_id AND t.claim_id = c.id AND t.state = 'open'
  ORDER BY t.due_on, t.id LIMIT 1) t ON true
ORDER BY {{by}}
"""
LATEST = Read(("c.id",), is_down=True)
COLUMNS = {
    "claim": ("c.control",),
    "patient": ('p.last_name COLLATE "C"', 'p.first_name COLLATE "C"', "p.id"),
    "payer": ('py.name COLLATE "C"', "py.id"),
    "visit": ("c.service_on",),
    "state": ("c.state", "c.since_on"),
    "charged": ("c.total_cents",),
}
"""What the claims can be sorted by: columns of the claim, each led by an index, and two names."""
_JOINS = {
    "patient": " JOIN patient p ON p.practice_id = c.practice_id AND p.id = c.patient_id",
    "payer": " JOIN payer py ON py.practice_id = c.practice_id AND py.id = c.payer_id",
}
# A few payers have all the claims: to join them and sort would read every claim, so each payer's are walked,
# and where states are asked for those of each state: a payer may have none of them among thousands.
_BY_PAYER = """payer py{states} CROSS JOIN LATERAL (
  SELECT c.* FROM claim c WHERE c.practice_id = py.practice_id AND c.payer_id = py.id{where}
  ORDER BY c.id{way} LIMIT {most}) c WHERE py.practice_id = %s"""
# A state may have one claim among a million, or none: each one's are walked, and none is sought among all.
_BY_STATE = """unnest(%s::text[]) asked (state) CROSS JOIN LATERAL (
  SELECT c.* FROM claim c WHERE c.practice_id = %s AND c.state = asked.state{where}
  ORDER BY c.id{way} LIMIT {most}) c"""
_OF_ROW = "SELECT {0} FROM claim c{1} WHERE c.practice_id = %s AND c.id = %s"


@dataclass(frozen=True, slots=True)
class _Part:
    """Which claims of a filter: all in an order, or those beyond one of them, at most so many."""

    order: Read
    most: int
    row_id: int = 0
    with_row: bool = False


def claims(session: Session, wanted: ClaimFilter, *, on: date, after: int = 0) -> Page[ClaimRow]:
    """Return the claims of a filter in its order, usually the latest built first."""
    in_order = read(COLUMNS, wanted.order, LATEST)
    listed, values = _listed(session, wanted, _Part(in_order, PAGE + 1, after), on=on)
    found = session.rows(_CLAIMS.format(found=listed, by=in_order.by), *values)
    return page_of([ClaimRow(*row) for row in found], [row[0] for row in found])


def _listed(session: Session, wanted: ClaimFilter, part: _Part, *, on: date) -> tuple[str, list[object]]:
    """Return a part of the claims of a filter as the rest of a SELECT, with its values."""
    if wanted.order.column == "payer" and not wanted.is_of_few:
        return _by_payer(session, wanted, part, on=on)
    if wanted.states and not wanted.order.column and not wanted.is_of_few:
        return _by_state(session, wanted, part, on=on)
    conditions, values = _conditions(session, wanted, on)
    where = "".join(f" AND {one}" for one in conditions)
    here, row = session.practice_id, (session.practice_id, part.row_id)
    join = _JOINS.get(wanted.order.column, "")
    listed = f"claim c{join} WHERE c.practice_id = %s{where}"
    if not part.row_id:
        return listed, [here, *values]
    beyond = part.order.beyond(
        f"claim c{join} WHERE c.practice_id = %s AND c.id = %s", with_row=part.with_row
    )
    return f"{listed} AND {beyond}", [here, *values, *row]


def _by_state(session: Session, wanted: ClaimFilter, part: _Part, *, on: date) -> tuple[str, list[object]]:
    way, sign = (" DESC", "<") if part.order.is_down else ("", ">")
    conditions, values = _conditions(session, replace(wanted, states=()), on)
    if part.row_id:
        conditions.append(f"c.id {sign}{'=' if part.with_row else ''} %s")
        values.append(part.row_id)
    where = "".join(f" AND {one}" for one in conditions)
    listed = _BY_STATE.format(where=where, way=way, most=part.most)
    return listed, [list(wanted.states), session.practice_id, *values]


def _by_payer(session: Session, wanted: ClaimFilter, part: _Part, *, on: date) -> tuple[str, list[object]]:
    way, sign, end = (" DESC", "<", 1 << 62) if part.order.is_down else ("", ">", -1)
    conditions, values = _conditions(session, replace(wanted, states=()), on)
    here, row, states = session.practice_id, (session.practice_id, part.row_id), ""
    if wanted.states:
        states = " CROSS JOIN unnest(%s::text[]) asked (state)"
        conditions, values = ["c.state = asked.state", *conditions], [list(wanted.states), *values]
    where = "".join(f" AND {one}" for one in conditions)
    if not part.row_id:
        return _BY_PAYER.format(states=states, where=where, way=way, most=part.most), [*values, here]
    equal = "=" if part.with_row else ""
    own = f" AND c.id {sign}{equal} CASE py.id WHEN ({_OF_ROW.format('payer_id', '')}) THEN %s ELSE {end} END"
    listed = _BY_PAYER.format(states=states, where=where + own, way=way, most=part.most)
    payer = ", ".join(COLUMNS["payer"])
    beyond = f" AND ({payer}) {sign}= ({_OF_ROW.format(payer, _JOINS['payer'])})"
    return listed + beyond, [*values, *row, part.row_id, here, *row]


def claims_sum(session: Session, wanted: ClaimFilter, *, on: date) -> Sum:
    """Return how many claims a filter finds and what they charge."""
    listed, values = _listed(session, replace(wanted, order=USUAL), _Part(LATEST, COUNTED), on=on)
    sql = (
        "SELECT count(*), coalesce(sum(total_cents), 0)::bigint FROM (SELECT c.total_cents "
        f"FROM {listed} ORDER BY c.id DESC LIMIT {COUNTED}) found"
    )
    return Sum(*session.rows(sql, *values)[0])


_OWNED = (
    "EXISTS (SELECT 1 FROM task t WHERE t.practice_id = c.practice_id AND t.claim_id = c.id "
    "AND t.state = 'open' AND t.owner = ANY(%s))"
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A claim's place in a list, from 1, and the claims before and after it (0 at an end)."""

    before_id: int
    after_id: int
    place: int
    total: int


_NEIGHBOURS = f"""
SELECT coalesce((SELECT c.id FROM {{before}} ORDER BY {{up}} LIMIT 1), 0),
  coalesce((SELECT c.id FROM {{after}} ORDER BY {{by}} LIMIT 1), 0),
  (SELECT count(*) FROM (SELECT 1 FROM {{here}} LIMIT {COUNTED}) n),
  (SELECT count(*) FROM (SELECT 1 FROM {{whole}} LIMIT {COUNTED}) n)
"""


def neighbours(session: Session, wanted: ClaimFilter, claim_id: int, *, on: date) -> Neighbours:
    """Return where a claim stands in the list of a filter; the counts stop at `COUNTED`."""
    in_order = read(COLUMNS, wanted.order, LATEST)
    parts = {
        "before": _Part(in_order.back, 1, claim_id),
        "after": _Part(in_order, 1, claim_id),
        "here": _Part(in_order.back, COUNTED, claim_id, with_row=True),
        "whole": _Part(in_order, COUNTED),
    }
    listed = {name: _listed(session, wanted, part, on=on) for name, part in parts.items()}
    sql = _NEIGHBOURS.format(
        **{name: text for name, (text, _) in listed.items()}, by=in_order.by, up=in_order.back.by
    )
    values = [value for _, own in listed.values() for value in own]
    return Neighbours(*session.rows(sql, *values)[0])


def _conditions(session: Session, wanted: ClaimFilter, on: date) -> tuple[list[str], list[object]]:
    asked: list[tuple[bool, str, object]] = [
        (bool(wanted.states), "c.state = ANY(%s)", list(wanted.states)),
        (bool(wanted.payer_id), "c.payer_id = %s", wanted.payer_id),
        (bool(wanted.patient_id), "c.patient_id = ANY(%s)", session.charts.whole(wanted.patient_id)),
        (bool(wanted.at_least_cents), "c.total_cents >= %s", wanted.at_least_cents),
        (bool(wanted.older_than_days), "c.service_on < %s", on - timedelta(days=wanted.older_than_days)),
        (wanted.waits_until is not None, "c.wait_until <= %s", wanted.waits_until),
        (
            bool(wanted.owners),
            _OWNED,
            list(wanted.owners),
        ),
    ]
    chosen = [(sql, value) for is_asked, sql, value in asked if is_asked]
    return [sql for sql, _ in chosen], [value for _, value in chosen]


def payers(session: Session) -> list[tuple[int, str]]:
    """Return (id, name) of the practice's payers by name."""
    sql = 'SELECT id, name FROM payer WHERE practice_id = %s ORDER BY name COLLATE "C", id LIMIT 200'
    return [(payer_id, name) for payer_id, name in session.rows(sql, session.practice_id)]
