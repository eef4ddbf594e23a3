"""Who may enter the practice: invited, given and taken roles, and looked through for rights that nobody uses
or that should not be in one hand. Each decision is a record in the sealed audit.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from almoner.core.party.access_act import AccessAct
from almoner.core.report.productivity import WORK
from almoner.flow.access import ROLES, Actor, Permission, enter, require
from almoner.flow.refused import Refused, refusal
from almoner.store.commit import take_turn
from almoner.store.lists import lists, lists_people
from almoner.store.lists.lists import Frame
from almoner.store.lists.lists_people import PersonRow

IDLE = timedelta(days=90)
REVIEWED_FOR = timedelta(days=365)
LONGEST_NAME = 150
P = Permission
APART = MappingProxyType(
    {
        (P.RECEIPT_TAKE, P.RECEIPT_ALLOCATE): "takes money and applies it",
        (P.RECEIPT_TAKE, P.RECEIPT_VOID): "takes money and voids receipts",
        (P.RECEIPT_TAKE, P.BALANCE_ADJUST): "takes money and writes balances off",
        (P.REMITTANCE_POST, P.BALANCE_APPROVE): "posts payments and approves write-offs",
        (P.REMITTANCE_POST, P.DAY_CLOSE): "posts payments and closes the day",
        (P.REMITTANCE_POST, P.REMITTANCE_REVERSE): "posts payments and reverses them",
        (P.REFUND_ASK, P.REFUND_APPROVE): "asks for refunds and approves them",
        (P.REFUND_ASK, P.REFUND_ISSUE): "asks for refunds and pays them out",
        (P.NOTE_SIGN, P.CLAIM_SEND): "signs notes and sends their claims",
        (P.USER_WRITE, P.VISIT_READ): "gives rights and sees charts",
    }
)
"""Pairs of rights that belong in different hands; no single role has both."""
DOES = MappingProxyType(
    {
        "front_desk": frozenset({"Front desk", "Patients' money"}),
        "provider": frozenset({"Chart and notes"}),
        "coder": frozenset({"Codes", "Charges"}),
        "biller": frozenset(
            {"Charges", "Claims", "Follow-up", "Payers' payments", "Patients' money", "Write-offs"}
        ),
        "manager": frozenset({"Closing", "Patients' money", "Set-up", "Write-offs"}),
        "admin": frozenset({"Set-up"}),
    }
)
"""The kinds of work of each role, as the audit trail tells them."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the review shows them: what stands against their rights, and whether they are due. Of
    several roles `unused` are those of whose work they did nothing of late.
    """

    row: PersonRow
    conflicts: tuple[str, ...]
    is_idle: bool
    is_due: bool
    unused: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """True where nothing stands against their rights."""
        return not self.conflicts and not self.is_idle and not self.unused


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may enter, those whose rights want a look first."""

    frame: Frame
    people: tuple[Person, ...]

    @property
    def due(self) -> int:
        """How many wait to be looked at."""
        return sum(person.is_due for person in self.people)

    @property
    def vacant(self) -> tuple[str, ...]:
        """The roles that nobody has."""
        held = {role for person in self.people for role in person.row.roles}
        return tuple(sorted(ROLES.keys() - held))


def review(actor: Actor, *, on: date) -> People:
    """Return who may enter the practice, with what stands against their rights."""
    with enter(actor, Permission.USER_WRITE) as session:
        found = [_person(row, on) for row in lists_people.people(session, since_on=on - IDLE)]
        found.sort(key=lambda one: (not one.is_due, one.is_clear, one.row.name))
        return People(lists.frame(session, on=on), tuple(found))


def conflicts(roles: Iterable[str]) -> tuple[str, ...]:
    """Return what somebody of these roles may do that should be in two hands."""
    held = frozenset[Permission]().union(*(ROLES.get(role, frozenset()) for role in roles))
    return tuple(words for (one, other), words in APART.items() if {one, other} <= held)


def _person(row: PersonRow, on: date) -> Person:
    seen = [at.date() for at in (row.signed_in_at, row.acted_at) if at is not None]
    is_idle = max(seen) < on - IDLE if seen else row.decided_on is None or row.decided_on < on - IDLE
    is_due = row.decided_on is None or row.decided_on <= on - REVIEWED_FOR
    is_new = row.decided_on is not None and row.decided_on > on - IDLE
    unused = () if is_idle or is_new else unused_of(row.roles, row.flows)
    return Person(row, conflicts(row.roles), is_idle, is_due, unused)


def unused_of(roles: Iterable[str], flows: Iterable[str]) -> tuple[str, ...]:
    """Return which of several roles nothing of all that somebody caused needs."""
    held, done = tuple(roles), {WORK.get(flow, "") for flow in flows}
    return tuple(role for role in held if not DOES[role] & done) if len(held) > 1 else ()


def invite(actor: Actor, name: str, role: str, *, on: date) -> str:
    """Let a person in, in a role, and return the password that was made for them; nothing where they have
    one already. It is kept nowhere. Refused where the name or the role can't be.
    """
    from almoner.flow.users import Given, RefusedUser, give  # its models want settings that are ready

    with enter(actor, Permission.USER_WRITE) as session:
        if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable() or " " in name:
            why = f"A sign-in name has up to {LONGEST_NAME} characters and no blanks."
            raise refusal("USR-01", why, "Give one such as mlopez.")
        password = secrets.token_urlsafe(12)
        try:
            is_new = give(session, actor, Given(name, password, role), on=on)
        except RefusedUser as error:
            raise refusal("USR-02", f"This person can't be let in: {error}.", "Choose anew.") from None
        return password if is_new else ""


def take_away(actor: Actor, name: str, roles: Iterable[str], *, on: date) -> tuple[str, ...]:
    """Take roles away; without any left the person can't enter from the next click on. Return those taken.

    Refused where nobody could give rights any more.
    """
    from almoner.flow.users import take  # its models want settings that are ready

    with enter(actor, Permission.USER_WRITE) as session:
        take_turn(session)
        everybody = lists_people.people(session)
        person = next((row for row in everybody if row.name == name), None)
        if person is None:
            raise _unknown()
        taken = tuple(role for role in person.roles if role in set(roles))
        if not taken:
            return ()
        givers = [row.name for row in everybody if "admin" in row.roles]
        if "admin" in taken and givers == [name]:
            why = "Nobody else could give rights any more."
            raise refusal("USR-03", why, "Make somebody else an administrator first.")
        take(session, actor, name, taken, on=on)
        return taken


def renew_password(actor: Actor, name: str) -> str:
    """Give a person who forgot theirs another password, and return it; it is kept nowhere, and that it was
    renewed is on record. Refused where the person enters other practices too, and for one's own.
    """
    from almoner.flow import users  # its models want settings that are ready

    require(actor, Permission.USER_WRITE)
    if name == actor.name:
        raise refusal("USR-08", "One's own password is changed with the old one.", "Do it under Keys.")
    password = secrets.token_urlsafe(12)
    try:
        users.renew_password(actor, name=name, password=password)
    except users.RefusedUser as error:
        mend = "Let the operator run `almoner user password`."
        raise refusal("USR-09", f"This password can't be renewed: {error}.", mend) from None
    return password


def keep(actor: Actor, name: str, *, on: date) -> None:
    """Record that a person's rights were looked at and stay. Refused where nobody is called so."""
    from almoner.flow.users import record  # its models want settings that are ready

    with enter(actor, Permission.USER_WRITE) as session:
        person = next((row for row in lists_people.people(session) if row.name == name), None)
        if person is None:
            raise _unknown()
        record(session, actor, AccessAct(0, name, "kept", person.roles, actor.name, on))


def _unknown() -> Refused:
    return refusal("USR-04", "Nobody of this name may enter.", "Load the list of people again.")
