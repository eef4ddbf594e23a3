"""What payers allowed against their contracts: the decided lines of a period, and the variance as it was
counted in the night, so that large books are looked at in no time.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from almoner.core.report.contract_variance import Group, PricedLine
from almoner.core.report.kpi import Asked
from almoner.store.session import Session, array_of

MOST_LINES = 5_000
"""Lines that fall short which are kept to be looked at: the dearest."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the first payer of a claim allowed on a line in all, decided lately on a day."""

    claim_id: int
    line_id: int
    decided_on: date
    cents: int


_ALLOWED = """
WITH decided AS (
  SELECT DISTINCT line_id FROM posting
  WHERE practice_id = %s AND effective_on >= %s AND effective_on < %s AND audit_id <= %s
    AND reason = ANY(%s) AND line_id IS NOT NULL AND 'payer_ar:1' IN (debit, credit))
SELECT p.claim_id, p.line_id, max(p.effective_on),
  sum(CASE WHEN p.credit = 'payer_ar:1' THEN p.cents ELSE -p.cents END)::bigint
FROM decided d JOIN posting p ON p.practice_id = %s AND p.line_id = d.line_id
WHERE p.effective_on < %s AND p.audit_id <= %s AND p.claim_id IS NOT NULL
  AND 'payer_ar:1' IN (p.debit, p.credit) AND (p.reason = ANY(%s) OR p.carc = '253')
GROUP BY 1, 2
HAVING sum(CASE WHEN p.credit = 'payer_ar:1' THEN p.cents ELSE -p.cents END) > 0
ORDER BY 1, 2
"""
_REASONS = ["payment", "patient_share", "next_payer", "recoupment_placed", "refund_settled"]
"""What a payer allows leaves its receivable under one of these, or as the federal cut (CARC 253)."""


def allowed_lines(session: Session, asked: Asked) -> list[Allowed]:
    """Return what first payers allowed on the lines that they decided in the period, by claim."""
    here = session.practice_id
    values = (here, asked.since_on, asked.until_on, asked.entry_id, _REASONS)
    rows = session.rows(_ALLOWED, *values, here, asked.until_on, asked.entry_id, _REASONS)
    return [Allowed(*row) for row in rows]


_ALLOWED_ON = """
SELECT line_id, sum(CASE WHEN credit = 'payer_ar:1' THEN cents ELSE -cents END)::bigint FROM posting
WHERE practice_id = %s AND claim_id = ANY(%s) AND line_id IS NOT NULL
  AND 'payer_ar:1' IN (debit, credit) AND (reason = ANY(%s) OR carc = '253')
GROUP BY 1 HAVING sum(CASE WHEN credit = 'payer_ar:1' THEN cents ELSE -cents END) > 0
"""


def allowed_on(session: Session, claim_ids: Sequence[int]) -> dict[int, int]:
    """Return what first payers allowed on the lines of claims, as the postings stand, by line."""
    return dict(session.rows(_ALLOWED_ON, session.practice_id, array_of(claim_ids), _REASONS))


@dataclass(frozen=True, slots=True)
class Variance:
    """The groups of a period, and the dearest of the lines that fall short."""

    asked: Asked
    groups: tuple[Group, ...]
    short: tuple[PricedLine, ...]
    took_ms: int = 0


def keep(session: Session, found: Variance) -> None:
    """Keep a variance as the practice's newest, in place of the one before."""
    body = json.dumps(
        {
            "groups": [astuple(one) for one in found.groups],
            "short": [_plain(one) for one in found.short],
        }
    )
    sql = """
    INSERT INTO kept_variance (practice_id, on_day, entry_id, took_ms, body, digest)
    SELECT %s, %s, %s, %s, told.body, {digest} FROM (SELECT %s::jsonb AS body) told
    ON CONFLICT (practice_id) DO UPDATE SET on_day = excluded.on_day, entry_id = excluded.entry_id,
      took_ms = excluded.took_ms, body = excluded.body, digest = excluded.digest
    """
    asked = found.asked
    values = (session.practice_id, asked.on, asked.entry_id, found.took_ms, body)
    session.rows(sql.format(digest=_DIGEST), *values)


_DIGEST = "encode(sha256(convert_to(body::text, 'UTF8')), 'hex')"
"""What a body is known by; one that was kept before there were digests has none."""


def _plain(one: PricedLine) -> Sequence[object]:
    return [each.isoformat() if isinstance(each, date) else each for each in astuple(one)]


def kept(session: Session) -> Variance | None:
    """Return the variance that was counted last, without its lines, or None."""
    sql = "SELECT on_day, entry_id, took_ms, body->'groups' FROM kept_variance WHERE practice_id = %s"
    rows = session.rows(sql, session.practice_id)
    if not rows:
        return None
    on, entry_id, took_ms, told = rows[0]
    return Variance(Asked(on, entry_id), tuple(Group(*row) for row in _read(told)), (), took_ms)


def differs(session: Session) -> list[int]:
    """Return the ids of lines that a kept variance tells otherwise than the postings of its day and the lines
    themselves, and the entry that it was counted at where it was changed since or its groups don't sum up.
    What contracts expected then is proved by the digest alone: they may be others by now.
    """
    sql = """
    SELECT on_day, entry_id, body->'short', digest IN ('', {digest}) FROM kept_variance WHERE practice_id = %s
    """
    rows = session.rows(sql.format(digest=_DIGEST), session.practice_id)
    of_night = kept(session)
    if not rows or of_night is None:
        return []
    asked, short = Asked(rows[0][0], rows[0][1]), [_line(*row) for row in _read(rows[0][2])]
    allowed = {(one.claim_id, one.line_id): one for one in allowed_lines(session, asked)}
    codes = _codes(session, [line_id for _, line_id in allowed])
    wrong = [one.line_id for one in short if not _is_told(one, allowed, codes)]
    is_whole = rows[0][3] and _sums(of_night.groups, short)
    if not is_whole or not _within(of_night.groups, allowed.values(), codes):
        wrong.append(asked.entry_id)
    return wrong


def _codes(session: Session, line_ids: Sequence[int]) -> dict[int, str]:
    """The codes of lines, which never change."""
    sql = "SELECT id, code FROM charge_line WHERE practice_id = %s AND id = ANY(%s)"
    return dict(session.rows(sql, session.practice_id, array_of(line_ids)))


def _is_told(one: PricedLine, allowed: Mapping[tuple[int, int], Allowed], codes: Mapping[int, str]) -> bool:
    posted = allowed.get((one.claim_id, one.line_id))
    said = Allowed(one.claim_id, one.line_id, one.decided_on, one.allowed_cents)
    return posted == said and codes.get(one.line_id) == one.code and one.short_cents > 0


def _sums(groups: Sequence[Group], short: Sequence[PricedLine]) -> bool:
    """True where the lines that fall short are what the groups say; of more than are kept, no more."""
    found: Counter[tuple[int, str, str]] = Counter()
    cents: Counter[tuple[int, str, str]] = Counter()
    for one in short:
        found[one.payer_id, one.contract, one.code] += 1
        cents[one.payer_id, one.contract, one.code] += one.short_cents
    told = {(one.payer_id, one.contract, one.code): one for one in groups}
    is_cut = len(short) >= MOST_LINES
    return found.keys() <= told.keys() and all(
        (found[key] <= one.short_lines and cents[key] <= one.short_cents)
        if is_cut
        else (found[key], cents[key]) == (one.short_lines, one.short_cents)
        for key, one in told.items()
    )


def _within(groups: Sequence[Group], allowed: Iterable[Allowed], codes: Mapping[int, str]) -> bool:
    """True where the groups of a code hold no more lines than were decided, and all of the money where they
    hold them all.
    """
    decided: defaultdict[str, list[int]] = defaultdict(list)
    for one in allowed:
        decided[codes[one.line_id]].append(one.cents)
    held: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        held[group.code].append(group)
    for code, own in held.items():
        lines, cents = sum(one.lines for one in own), sum(one.allowed_cents for one in own)
        is_all = lines == len(decided[code]) and cents == sum(decided[code])
        if not is_all and not (lines < len(decided[code]) and cents < sum(decided[code])):
            return False
    return True


def kept_lines(session: Session, payer_id: int, contract: str, code: str) -> tuple[PricedLine, ...]:
    """Return the lines of a group that fall short, as they were counted last, the dearest first."""
    sql = """
    SELECT jsonb_agg(line ORDER BY place) FROM kept_variance,
      jsonb_array_elements(body->'short') WITH ORDINALITY short (line, place)
    WHERE practice_id = %s AND line->0 = to_jsonb(%s::bigint) AND line->>1 = %s AND line->>2 = %s
    """
    told = session.value(sql, session.practice_id, payer_id, contract, code)
    return tuple(_line(*row) for row in _read(told)) if told else ()


def _line(*cells: Any) -> PricedLine:
    who, day, cents = cells[:6], cells[6], cells[7:]
    return PricedLine(*(*who, date.fromisoformat(day), *cents))


def _read(told: Any) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(told) if isinstance(told, str) else told
    return found
