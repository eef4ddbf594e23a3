"""The places of the rail: each once, for whoever may open it, in the order of the person's own work; and
where their day begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from almoner.flow.access import Actor, Permission

P = Permission
CARE, MONEY, PRACTICE = "", "Money in", "Practice"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail. `within` are the addresses that belong to it, its own among them; pages that end
    in `ends` too. `counts` names what of the frame is counted beside it.
    """

    address: str
    name: str
    icon: str
    permission: Permission
    section: str
    within: tuple[str, ...] = ()
    counts: str = ""
    ends: str = ""

    def is_here(self, path: str) -> bool:
        """True where a page belongs to it."""
        is_its_own = bool(self.ends) and path.endswith(self.ends)
        return is_its_own or path.startswith((self.address, *self.within))


PLACES = (
    Place("/today", "Today", "sunrise", P.PATIENT_READ, CARE),
    Place("/schedule", "Schedule", "calendar-days", P.PATIENT_READ, CARE),
    Place("/my-day", "My day", "calendar-check", P.DAY_SIGN, CARE),
    Place("/inbox", "Inbox", "mail", P.CHART_WRITE, CARE),
    Place("/work", "My work", "inbox", P.TASK_READ, CARE, counts="tasks"),
    Place("/patients", "Patients", "users", P.PATIENT_READ, CARE),
    Place(
        "/coding",
        "Coding",
        "stethoscope",
        P.CODE_DECIDE,
        CARE,
        ("/agreement", "/code-update"),
        ends="/superbill",
    ),
    Place("/claims", "Claims", "file-text", P.CLAIM_READ, MONEY, counts="stuck"),
    Place("/send", "Ready to send", "send", P.CLAIM_READ, MONEY, counts="ready"),
    Place("/remittances", "Payments", "landmark", P.REMITTANCE_READ, MONEY, counts="remittances"),
    Place("/refunds", "Refunds", "undo-2", P.REFUND_READ, MONEY, ("/receipts",)),
    Place("/statements", "Statements", "receipt-text", P.STATEMENT_READ, MONEY, ("/plans", "/collections")),
    Place("/suspense", "Suspense", "hourglass", P.SUSPENSE_PLACE, MONEY),
    Place("/approvals", "Approvals", "check-check", P.BALANCE_ADJUST, MONEY, ("/small-balances", "/denials")),
    Place("/day", "Day close", "sunset", P.DAY_READ, PRACTICE, ("/bank", "/drawer")),
    Place("/home", "At a glance", "house", P.LEDGER_READ, PRACTICE),
    Place("/funnel", "Charge funnel", "list-filter", P.LEDGER_READ, PRACTICE),
    Place("/receivables", "Receivables", "chart-column", P.LEDGER_READ, PRACTICE),
    Place("/month", "Month close", "calendar-range", P.LEDGER_READ, PRACTICE),
    Place("/reports", "Results", "chart-no-axes-column", P.LEDGER_READ, PRACTICE),
    Place("/rules", "Rules", "list-checks", P.SETUP_READ, PRACTICE),
    Place("/setup", "Set-up", "building-2", P.SETUP_WRITE, PRACTICE),
    Place("/fees", "Fees", "tag", P.SETUP_WRITE, PRACTICE),
    Place("/contracts", "Contracts", "clipboard-list", P.SETUP_WRITE, PRACTICE),
    Place("/audit", "Audit trail", "shield-check", P.AUDIT_READ, PRACTICE),
    Place("/performance", "Speed", "gauge", P.SETUP_WRITE, PRACTICE),
    Place("/people", "People", "user-round", P.USER_WRITE, PRACTICE),
)


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do that the palette finds by its name, and where it begins."""

    name: str
    address: str
    permission: Permission

    @property
    def icon(self) -> str:
        """What the place is drawn with where it begins; what begins at no place of the rail points onward."""
        return next((place.icon for place in PLACES if place.is_here(self.address)), "chevron-right")


ERRANDS = (
    Errand("Check a patient in, or out", "/today", P.SCHEDULE_WRITE),
    Errand("Walk-in: book who is here", "/patients?to=walk-in", P.SCHEDULE_WRITE),
    Errand("Book a visit", "/patients?to=book", P.SCHEDULE_WRITE),
    Errand("Begin a visit that nobody booked", "/patients?to=visit", P.VISIT_WRITE),
    Errand("Register a new patient", "/patients/new", P.PATIENT_WRITE),
    Errand("Merge two charts of one patient", "/patients/duplicates", P.PATIENT_MERGE),
    Errand("Take money: copay or payment of a patient", "/patients", P.RECEIPT_TAKE),
    Errand("Count the cash drawer", "/drawer", P.RECEIPT_TAKE),
    Errand("See open authorizations", "/authorizations", P.PATIENT_READ),
    Errand("Read results", "/inbox", P.CHART_WRITE),
    Errand("Sign my day", "/my-day", P.DAY_SIGN),
    Errand("Code a signed visit", "/coding", P.CODE_DECIDE),
    Errand("See what a code update changes", "/code-update", P.CLAIM_READ),
    Errand("Build and send claims", "/send", P.CLAIM_SEND),
    Errand("Work denials", "/claims?state=denied", P.DENIAL_WORK),
    Errand("Work rejected claims", "/send?view=rejected", P.CLAIM_BUILD),
    Errand("Post payments (ERA)", "/remittances", P.REMITTANCE_POST),
    Errand("Enter a paper remittance (EOB)", "/remittances/enter", P.REMITTANCE_POST),
    Errand("Match the bank's deposits", "/bank", P.DEPOSIT_MAKE),
    Errand("Make statements", "/statements", P.STATEMENT_SEND),
    Errand("Approve write-offs", "/approvals", P.BALANCE_APPROVE),
    Errand("Close the day", "/day", P.DAY_CLOSE),
    Errand("Close the month", "/month", P.MONTH_CLOSE),
)
"""In the words in which they are asked for; a place of the rail is found by its own name besides."""
FIRST = {
    "provider": ("/my-day", "/inbox", "/today", "/schedule", "/patients", "/coding", "/work"),
    "front_desk": ("/today", "/schedule", "/patients", "/work", "/day", "/refunds", "/statements"),
    "manager": ("/home", "/work", "/approvals", "/receivables", "/reports", "/day", "/month"),
    "biller": ("/work", "/send", "/claims", "/remittances", "/suspense", "/statements", "/approvals"),
    "coder": ("/coding", "/work", "/claims", "/patients"),
    "admin": ("/people", "/setup", "/rules", "/fees", "/contracts", "/audit"),
}
"""What each role has at hand, in the order of its work; the first is where its day begins. Who has several
roles works by the first of these that is theirs.
"""
_BY_ADDRESS = {place.address: place for place in PLACES}


@dataclass(frozen=True, slots=True)
class Section:
    """Some places under a heading; the first section, a person's own, has none."""

    heading: str
    places: tuple[Place, ...]


def rail(actor: Actor) -> tuple[Section, ...]:
    """Return the places that a person may open: those of their own work first, then the others by section."""
    open_to = [place for place in PLACES if actor.may(place.permission)]
    own = [_BY_ADDRESS[address] for address in FIRST.get(_role(actor.roles), ())]
    mine = [place for place in own if place in open_to]
    rest = [place for place in open_to if place not in mine]
    first = [*mine, *(place for place in rest if place.section == CARE)]
    sections = [Section("", tuple(first))]
    sections += [
        Section(heading, tuple(place for place in rest if place.section == heading))
        for heading in (MONEY, PRACTICE)
    ]
    return tuple(section for section in sections if section.places)


def errands(actor: Actor) -> tuple[Errand, ...]:
    """Return what a person may set out to do."""
    return tuple(one for one in ERRANDS if actor.may(one.permission))


def home(actor: Actor) -> str:
    """Return where a person's day begins; their own choices where no place is open to them."""
    sections = rail(actor)
    return sections[0].places[0].address if sections else "/keys"


def _role(roles: Iterable[str]) -> str:
    held = frozenset(roles)
    return next((role for role in FIRST if role in held), "")
