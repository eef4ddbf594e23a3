"""What the manager's home says in words: the exceptions, and one finding under each chart."""

from dataclasses import dataclass
from datetime import date, timedelta

from almoner.flow.manage.home import Home
from almoner.flow.manage.kpi import Measured
from almoner.store.lists.exceptions import LOOK_BACK
from almoner.web.asked import address
from almoner.web.words import count, money, plain
from almoner.web.words_help import Help

TITLES = {
    "owed": "What payers owe",
    "owed-patients": "What patients owe",
    "denied": "What payers refused",
    "paid": "Claims that were paid, with their days",
    "cash": "Cash",
    "charged": "What was charged",
    "laid": "What was collected on charge lines",
    "refused": "What payers refused",
    "expected": "Cash expected from claims that wait",
}


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that needs somebody: what, how many, the money in it, and where it is done."""

    name: str
    number: int
    cents: int | None
    more: str
    address: str


def exceptions(found: Home, *, on: date) -> list[Needed]:
    """Return what needs somebody now; what is none is left out."""
    now, suspense = found.counts, found.board.of("K46")
    oldest = next(one for one in suspense.figures if one.variant.id == "oldest")
    since = (on - LOOK_BACK).isoformat()
    first = now.oldest_note_on.isoformat() if now.oldest_note_on else since
    held = suspense.figure.numerator
    rows = [
        Needed("Late work", now.late, now.late_cents, "past its day", "/work?whose=all"),
        Needed("Over the limit", now.proposed, now.proposed_cents, "wait for your signature", "/approvals"),
        Needed("Refunds", now.refunds, now.refund_cents, "wait for approval", "/refunds"),
        Needed(
            "Unexplained cash", now.unexplained, now.unexplained_cents, "in the bank without advice", "/bank"
        ),
        Needed(
            "Unsigned notes",
            now.unsigned_notes,
            None,
            "from before today",
            address("/funnel", since=first, until=(on - timedelta(days=1)).isoformat()),
        ),
        Needed(
            "Unsigned days",
            now.unsigned_days,
            None,
            f"in {LOOK_BACK.days} days, one a provider",
            address("/funnel", since=since, until=(on - timedelta(days=1)).isoformat()),
        ),
        Needed(
            "Suspense",
            oldest.denominator if held else 0,
            held,
            f"nine of ten within {oldest.text} days" if oldest.text else "",
            "/reports/K46?variant=days",
        ),
    ]
    return [one for one in rows if one.number]


WANTS = {
    "Late work": Help(
        "Tasks whose day is over and that nobody has closed.", "Hand them over, or see why they stand."
    ),
    "Over the limit": Help(
        "Somebody asks to give up more than they may alone.", "Read why, then sign it or send it back."
    ),
    "Refunds": Help(
        "Money that should go back waits for a second person.", "Look whose it is, then approve it."
    ),
    "Unexplained cash": Help(
        "The bank has money that no payer's advice explains.",
        "Find the advice, or put the row aside with a reason.",
    ),
    "Unsigned notes": Help(
        "Visits of days before whose notes nobody has signed.", "Ask their providers: no bill goes."
    ),
    "Unsigned days": Help(
        "A provider's day on which they haven't said that all is written.", "Ask them to sign the day."
    ),
    "Suspense": Help(
        "Cash that fits no claim or patient yet.", "Place it, or send it back; age is what costs."
    ),
}
"""Why each is on the home, and what it wants."""


SHORT = {
    "K31": "Days in receivables",
    "K43": "Owed over 90 days",
    "K9": "Clean claims",
    "K39": "Denied of sent",
    "K38": "Collected of allowed",
}
"""What a tile calls an indicator; its whole name stands in its help and on its page."""


def goal(one: Measured) -> str:
    """The goal that a reference gives an indicator; nothing without one."""
    said = next((row.best or row.usual for row in one.benchmarks), "")
    return said.replace(" percent", "%")


def findings(found: Home) -> dict[str, str]:
    """Return one sentence under each chart, by the chart."""
    return {"owed": _owed(found), "denied": _denied(found), "paid": _paid(found), "cash": _cash(found)}


def _owed(found: Home) -> str:
    rows = [one for one in found.aged if one.total_cents > 0]
    whole, old = sum(one.total_cents for one in rows), [max(sum(one.cents[3:]), 0) for one in rows]
    if not whole:
        return "Nobody owes anything."
    if not sum(old):
        return f"Nothing of the {money(whole)} is older than 90 days."
    cents, worst = max(zip(old, rows, strict=True), key=lambda pair: pair[0])
    name = "Patients" if worst.account == "patients" else found.board.payers.get(worst.payer_id, "No payer")
    part = round(100 * cents / worst.total_cents)
    return f"{name} hold most of what is old: {money(cents)} is past 90 days, {part}% of what they owe."


def _denied(found: Home) -> str:
    reasons = found.board.denied_for
    whole = sum(one.cents for one in reasons)
    if not whole:
        return f"No payer denied anything in these {found.board.asked.period.words}."
    part = round(100 * reasons[0].cents / whole)
    return f"{plain(reasons[0].category)} is the first to mend: {part}% of the {money(whole)} denied."


def _paid(found: Home) -> str:
    known = found.board.spreads
    if not known:
        return f"No claim was paid in these {found.board.asked.period.words}."
    slow, fast = max(known, key=lambda one: one.p50), min(known, key=lambda one: one.p50)
    names = found.board.payers
    if slow.p50 == fast.p50:
        return f"Half of the claims of every payer are paid within {slow.p50} days."
    return (
        f"{names.get(slow.payer_id, 'No payer')} is the slowest: half of its claims take {slow.p50} days or "
        f"more, those of {names.get(fast.payer_id, 'no payer')} {fast.p50}."
    )


def _cash(found: Home) -> str:
    weeks = found.board.weeks
    came = sum(one.cents for one in weeks if one.what == "cash")
    due = sum(one.cents for one in weeks if one.what == "expected")
    late = [one for one in weeks if one.what == "late"]
    past = found.board.asked.period.weeks
    said = f"{money(came)} in {past} weeks; {money(due)} is expected in the next four."
    if late:
        said += f" {money(late[0].cents)} of {count(late[0].count, 'claim')} is past the payer's usual days."
    return said
