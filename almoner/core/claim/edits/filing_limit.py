"""Kind `filing_limit`: the claim arrives in time.

Params: `limit` (contract: days from the service or the earlier payer's decision; calendar_year: one year from
the service), `days` (of a contract; 0: those of the payer's record), `warn_days` (0: only once it is over;
else: so many days before).
"""

from datetime import date, timedelta

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision
from almoner.core.rules import Card, CardError

ORIGINAL = "1"


def prepare(card: Card) -> Prepared:
    """Replacements and voids have clocks of their own and are not judged here."""
    warn_days, limit, days = card.number("warn_days", 0), card.text("limit"), card.number("days", 0)
    if limit not in ("contract", "calendar_year"):
        raise CardError(f"card {card.id}: params.limit is contract or calendar_year")

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        if revision.frequency != ORIGINAL:
            return NOTHING
        service_on = min(line.service_on for line in revision.lines)
        begins_on = service_on if limit == "calendar_year" else _counted_from(revision, service_on)
        last = last_day(card, begins_on, facts.filing_days)
        if last is None:
            return NOTHING
        left = (last - facts.on).days
        fires = left < 0 if warn_days == 0 else 0 <= left < warn_days
        return (Hit(row=f"filing limit: last day {last}"),) if fires else NOTHING

    asks_payer = limit == "contract" and not days
    return Prepared(judge, ("received", "filing_days") if asks_payer else ("received",))


def last_day(card: Card, begins_on: date, filing_days: int) -> date | None:
    """Return the last day on which a claim arrives in time by a card of this kind; `filing_days` are those of
    the payer's record. None where neither says how many days.
    """
    if card.text("limit") == "calendar_year":
        return _year_after(begins_on)
    days = card.number("days", 0) or filing_days
    return begins_on + timedelta(days=days) if days > 0 else None


def _counted_from(revision: ClaimRevision, service_on: date) -> date:
    """The service, or for a later payer the last decision before it (handbook, rules 13)."""
    decided = [other.prior.decided_on for other in revision.others if other.prior is not None]
    return max(decided, default=service_on)


def _year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
