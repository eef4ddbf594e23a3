"""How the screens say things: money, days and states in plain words. A state is always a shape, a word and a
tone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from almoner.core.money import dollars
from almoner.core.rules.scope import Scope

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Status:
    """A state as people see it: an icon, a word, and the name of a colour role."""

    icon: str
    word: str
    tone: str


CLAIM = {
    "held": Status("hand", "Held", "held"),
    "ready": Status("circle-dot", "Ready", "ready"),
    "sent": Status("send", "Sent", "sent"),
    "received": Status("inbox", "Received", "sent"),
    "rejected": Status("undo-2", "Rejected", "rejected"),
    "accepted": Status("check-check", "Accepted", "sent"),
    "paid": Status("circle-check", "Paid", "paid"),
    "denied": Status("octagon-x", "Denied", "denied"),
    "reversed": Status("rotate-ccw", "Taken back", "partial"),
    "suspended": Status("circle-alert", "Suspended", "partial"),
    "forwarded": Status("forward", "Forwarded", "sent"),
    "voided": Status("ban", "Voided", "quiet"),
    "closed": Status("archive", "Closed", "quiet"),
}
DECISION = {
    "accept": Status("circle-check", "Accepted", "paid"),
    "change": Status("rotate-ccw", "Changed to", "partial"),
    "reject": Status("ban", "Rejected", "quiet"),
    "add": Status("circle-check", "Added", "paid"),
}
REFUND = {
    "asked": Status("hourglass", "Asked for", "ready"),
    "refused": Status("ban", "Refused", "quiet"),
    "approved": Status("check", "Approved", "ready"),
    "issued": Status("send", "Issued", "sent"),
    "cleared": Status("circle-check", "Paid out", "paid"),
    "voided": Status("ban", "Taken back", "quiet"),
}
REMITTANCE = {
    "received": Status("hourglass", "To post", "ready"),
    "posted": Status("circle-check", "Posted", "paid"),
    "unbalanced": Status("scale", "Does not balance", "denied"),
    "damaged": Status("octagon-x", "Damaged", "denied"),
    "duplicate": Status("ban", "Duplicate", "quiet"),
    "refused": Status("ban", "Test data", "quiet"),
    "suspect": Status("circle-alert", "Look twice", "partial"),
    "misrouted": Status("circle-slash", "Not ours", "rejected"),
    "reversed": Status("rotate-ccw", "Reversed", "quiet"),
}
APPOINTMENT = {
    "booked": Status("clock", "Due", "quiet"),
    "arrived": Status("user-check", "Here", "sent"),
    "in_room": Status("door-open", "In the room, not checked in", "partial"),
    "done": Status("circle-check", "Done", "paid"),
    "no_show": Status("user-x", "Did not come", "rejected"),
    "cancelled": Status("ban", "Cancelled", "quiet"),
}
VISIT = {
    "open": Status("stethoscope", "With the provider", "sent"),
    "signed": Status("pencil-line", "Note signed", "sent"),
    "coded": Status("list-filter", "Coded", "sent"),
    "charged": Status("coins", "Charged", "sent"),
    "billed": Status("circle-check", "Billed", "paid"),
}
COVERAGE = {
    "active": Status("shield-check", "Active", "paid"),
    "stale": Status("shield-question-mark", "Answer too old", "partial"),
    "other_first": Status("shield-question-mark", "Another payer first", "partial"),
    "ended": Status("shield-x", "Ended", "denied"),
    "inactive": Status("shield-x", "Not active", "denied"),
    "not_found": Status("shield-x", "Not found", "denied"),
    "refused": Status("shield-question-mark", "No answer", "partial"),
    "unasked": Status("shield-question-mark", "Not checked", "partial"),
    "none": Status("shield-x", "No coverage", "denied"),
}
AUTHORIZATION = {
    "pending": Status("hourglass", "Asked", "ready"),
    "approved": Status("shield-check", "Allowed", "paid"),
    "denied": Status("octagon-x", "Denied", "denied"),
    "withdrawn": Status("ban", "Withdrawn", "quiet"),
}
PLAN = {
    "good": Status("circle-check", "Kept", "paid"),
    "late": Status("hourglass", "Late", "partial"),
    "broken": Status("octagon-x", "Broken", "denied"),
}
ACT = {
    "proposed": Status("hourglass", "Wants a signature", "ready"),
    "posted": Status("circle-check", "Posted", "paid"),
    "refused": Status("ban", "Not done", "quiet"),
    "reversed": Status("rotate-ccw", "Taken back", "partial"),
}
SEVERITY = {
    "reject": Status("octagon-x", "Must not leave", "denied"),
    "hold": Status("hand", "Held", "held"),
    "warn": Status("triangle-alert", "Look", "partial"),
    "info": Status("info", "Note", "quiet"),
}
AGES = ("0 to 30", "31 to 60", "61 to 90", "91 to 120", "over 120")
"""Days since the service, as the receivables are aged."""
AUTONOMY = (
    ("suggest", "only suggest it"),
    ("apply_with_notice", "do it and tell us"),
    ("apply", "do it"),
)
"""How far a rule's mend may go by itself."""
KEPT_BACK = Status("hand", "Kept back", "held")
CARD_DECLINED = Status("octagon-x", "Card declined", "denied")
OWED_KIND = {
    "copay": "Copay",
    "deductible": "Deductible",
    "coinsurance": "Coinsurance",
    "not_covered": "Not covered, or given to the patient otherwise",
    "self_pay": "No insurance on the day",
    "fee": "Fees of the practice",
    "credit": "Paid beyond what a line owes",
}
"""Why patients owe something, by the kinds of `store/money/patient_kinds.py`."""
NOTHING_OWED = Status("circle-check", "Nothing is owed here today", "paid")
PAID_NOW = Status("circle-check", "Paid, thank you", "paid")
PAY_LINK = {
    "standing": Status("circle-dot", "Open to answers", "ready"),
    "locked": Status("lock", "Locked by wrong answers", "denied"),
    "run_out": Status("hourglass", "Has run out", "quiet"),
    "revoked": Status("ban", "Revoked", "quiet"),
    "replaced": Status("circle-slash", "A later one was made", "quiet"),
}
STANDS_AGAINST = Status("octagon-x", "Stops it", "denied")
UNKNOWN = Status("circle-question-mark", "Unknown", "quiet")

ROLE = {
    "front_desk": "Front desk",
    "provider": "Provider",
    "coder": "Coder",
    "biller": "Biller",
    "manager": "Manager",
    "admin": "Administrator",
}


def status(kind: dict[str, Status], state: str) -> Status:
    """Return how a state is shown; a state that we don't know yet is shown as unknown, never hidden."""
    return kind.get(state, UNKNOWN)


def money(cents: int | None) -> str:
    """`$1,234.50`, `−$0.75`; an amount that nobody said is a dash."""
    if cents is None:
        return "–"
    return f"{MINUS if cents < 0 else ''}${dollars(abs(cents))}"


def short_money(cents: int) -> str:
    """An amount beside a bar, which has no room for seven figures: from $100,000 on `$418k`, `$1.23M`."""
    whole = abs(cents) // 100
    if whole < 100_000:
        return money(cents)
    thousands, hundredths = (whole + 500) // 1_000, (whole + 5_000) // 10_000
    shown = f"{thousands}k" if thousands < 1_000 else f"{hundredths // 100:,}.{hundredths % 100:02}M"
    return f"{MINUS if cents < 0 else ''}${shown}"


def day(on: date | None) -> str:
    """`10/02/2026` for tables."""
    return on.strftime("%m/%d/%Y") if on else "–"


def written_day(on: str) -> str:
    """`10/02/2026` of a day that is written year first."""
    return day(date.fromisoformat(on))


def short_day(on: date | None) -> str:
    """`10/02` where the year is plain."""
    return on.strftime("%m/%d") if on else "–"


def long_day(on: date) -> str:
    """`Monday, November 23`."""
    return f"{on:%A, %B} {on.day}"


def month(on: date) -> str:
    """`November 2026`."""
    return f"{on:%B %Y}"


def clock(at: datetime | time) -> str:
    """`9:40a` as the day's lists show it."""
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'a' if at.hour < 12 else 'p'}"


def instant(kept: str | datetime) -> str:
    """`04/21/2026 2:20:29p UTC` for an instant as it is kept (ISO 8601); what is none stays as it is."""
    try:
        at = datetime.fromisoformat(str(kept))
    except ValueError:
        return str(kept)
    shown = f"{at:%m/%d/%Y} {at.hour % 12 or 12}:{at:%M:%S}{'a' if at.hour < 12 else 'p'}"
    return f"{shown} UTC" if at.utcoffset() == timedelta(0) else shown


def owner(name: str) -> str:
    """`Front desk` for a role, the name itself for a person."""
    return ROLE.get(name, name)


def plain(code: str) -> str:
    """A machine's word for people: `possible_duplicate` is `Possible duplicate`."""
    text = code.replace("_", " ").replace(".", " ").strip()
    return text[:1].upper() + text[1:]


def scope(of: Scope) -> str:
    """`medicare, medicaid; place 11`, or `everybody`."""
    sides = (
        ("", of.payer_kinds),
        ("payer ", of.payers),
        ("plan ", of.plans),
        ("place ", of.places),
        ("specialty ", of.specialties),
        ("state ", of.states),
        ("form ", of.forms),
    )
    told = [name + ", ".join(sorted(wanted)).replace("_", " ") for name, wanted in sides if wanted]
    return "; ".join(told) or "everybody"


def span(minutes: int) -> str:
    """`25 min`, `1 h 50 min`; from eight hours on whole hours: `about` stands before it anyway."""
    hours, rest = divmod(minutes, 60)
    if hours >= 8 or (hours and not rest):
        return f"{hours + (rest >= 30)} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def count(number: int, one: str, many: str = "") -> str:
    """`1 claim`, `2 claims`; from a thousand on lists stop counting: `1,000+ claims`."""
    if number >= 1000:
        return f"{number:,}+ {many or one + 's'}"
    return f"{number} {one if number == 1 else many or one + 's'}"


def phone(number: str) -> str:
    """`518-555-0199`; anything but ten digits stays as it is."""
    is_plain = len(number) == 10 and number.isdigit()
    return f"{number[:3]}-{number[3:6]}-{number[6:]}" if is_plain else number


def letter(level: int) -> str:
    """What a statement's level is called."""
    return {1: "First letter", 2: "Reminder", 3: "Overdue"}.get(level, "Final notice")


def ordinal(rank: int) -> str:
    """`first`, `second`, `third`, then `4th`."""
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"{rank}th")


ADVICE = {
    "1": "Paid as first payer",
    "2": "Paid as second payer",
    "3": "Paid as third payer",
    "4": "Refused",
    "19": "Paid first, passed on",
    "20": "Paid second, passed on",
    "21": "Paid third, passed on",
    "22": "Taken back",
    "23": "Passed on, not theirs",
    "25": "Priced only",
}


def advice_status(code: str) -> str:
    """Return a payer's claim status (CLP02) in our words, with its number where we have none."""
    return ADVICE.get(code, f"Status {code}")
