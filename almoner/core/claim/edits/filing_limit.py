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
        if limit == "calendar_year":
            last = _year_after(min(line.service_on for line in revision.lines))
        elif days or facts.filing_days > 0:
            last = _counted_from(revision) + timedelta(days=days or facts.filing_days)
        else:
            return NOTHING
        left = (last - facts.on).days
        fires = left < 0 if warn_days == 0 else 0 <= left < warn_days
        return (Hit(row=f"filing limit: last day {last}"),) if fires else NOTHING

    asks_payer = limit == "contract" and not days
    return Prepared(judge, ("received", "filing_days") if asks_payer else ("received",))


def _counted_from(revision: ClaimRevision) -> date:
    """The service, or for a later payer the last decision before it (handbook, rules 13)."""
    decided = [other.prior.decided_on for other in revision.others if other.prior is not None]
    return max(decided, default=min(line.service_on for line in revision.lines))


def _year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
