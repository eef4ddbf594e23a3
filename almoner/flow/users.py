"""Users, their roles and the practices that they may enter. Sign-in itself is Django's, with Argon2."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from almoner.core.party import Practice
from almoner.core.party.access_act import AccessAct
from almoner.core.plan import Plan
from almoner.flow.access import ROLES, Actor, Permission, cause, enter, office, require
from almoner.flow.attempts import Attempts, TooManyAttempts
from almoner.flow.clock import today
from almoner.store.commit import commit, take_turn
from almoner.store.models import Membership
from almoner.store.session import Session, books

ATTEMPTS = Attempts()
"""The failed sign-ins of this process."""


class RefusedUser(ValueError):
    """The user cannot be made; the text says what to change."""


class WrongPassword(ValueError):
    """The password that somebody typed as theirs is another."""


WITH_CHOICES = "user__choices"
"""A membership's user with their choices; by a name, for the plugin of mypy knows no reverse one-to-one."""


class WithMemberships(ModelBackend):
    """Django's own backend, which brings a session's user with their choices and all roles in one query."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user, with `.admitted` as (practice id, role) pairs, or None where no practice admits
        them.
        """
        held = Membership.objects.filter(user_id=user_id).select_related(WITH_CHOICES)
        rows = list(held.order_by("practice_id", "role"))
        if not rows or not self.user_can_authenticate(rows[0].user):
            return None
        user = rows[0].user
        user.admitted = [(row.practice_id, row.role) for row in rows]  # type: ignore[attr-defined]
        return user


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person types to sign in, and the address that it came from."""

    name: str
    password: str
    address: str


def sign_in(request: HttpRequest, typed: Credentials) -> User | None:
    """Return the user whom the password proves, or None. Raises TooManyAttempts before the password is looked
    at.
    """
    name = typed.name.casefold()[:150]
    free = {f"{name} from {typed.address}": 5, f"name {name}": 20, f"address {typed.address}": 50}
    wait_s = ATTEMPTS.wait_s(free)
    if wait_s:
        raise TooManyAttempts(wait_s)
    user = authenticate(request, username=typed.name, password=typed.password)
    if user is None:
        ATTEMPTS.failed(free)
        return None
    ATTEMPTS.forget([f"{name} from {typed.address}"])
    assert isinstance(user, User)
    return user


def add_user(actor: Actor, *, name: str, password: str, role: str) -> bool:
    """Make a user, or keep the one of that name with their own password, and give the role in the actor's
    practice, which is a decision of record. Return whether the user is new.
    """
    with enter(actor, Permission.USER_WRITE) as session:
        return give(session, actor, Given(name, password, role), on=today(actor))


@dataclass(frozen=True, slots=True)
class Given:
    """A role for a person; the password is for who is new, and None for who enters without one, as a learner
    does whom the real screens lead into their room.
    """

    name: str
    password: str | None
    role: str


def give(session: Session, by: Actor, wanted: Given, *, on: date) -> bool:
    """Let a person in, in a role, and record it where they had it not; return whether the user is new (inside
    another flow's session, which has asked who may).
    """
    take_turn(session)
    here = Membership.objects.filter(practice_id=session.practice_id, user__username=wanted.name)
    is_held = here.filter(role=wanted.role).exists()
    is_new = admit(session.practice_id, name=wanted.name, password=wanted.password, role=wanted.role)
    if not is_held:
        record(session, by, AccessAct(0, wanted.name, "given", (wanted.role,), by.name, on))
    return is_new


def take(session: Session, by: Actor, name: str, roles: Sequence[str], *, on: date) -> None:
    """Take roles away and record it; nothing where there is none to take (inside another flow's session)."""
    if roles:
        dismiss(session.practice_id, name=name, roles=roles)
        record(session, by, AccessAct(0, name, "taken", tuple(roles), by.name, on))


def record(session: Session, by: Actor, act: AccessAct) -> None:
    """Put a decision about who may enter into the sealed audit (inside another flow's session)."""
    made = replace(act, id=next(session.ids()))
    commit(session, Plan(on=act.decided_on, records=(made,)), cause=cause(by, "access", act.told))


def admit(practice_id: int, *, name: str, password: str | None, role: str) -> bool:
    """Do so within another flow, which has asked who may. Return whether the user is new."""
    if role not in ROLES:
        raise RefusedUser(f"there is no role {role}: choose one of {', '.join(sorted(ROLES))}")
    users = get_user_model()
    with transaction.atomic():
        user = users.objects.filter(username=name).first()
        is_new = user is None
        if user is None:
            if password is not None:
                _refuse_weak(password)
            user = users.objects.create_user(username=name, password=password)
        Membership.objects.get_or_create(user=user, practice_id=practice_id, role=role)
        return is_new


def _refuse_weak(password: str, user: User | None = None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RefusedUser(" ".join(error.messages)) from None


@dataclass(frozen=True, slots=True)
class Renewal:
    """A person's password as it is, and as it is to be."""

    old: str
    new: str


def change_password(user: User, typed: Renewal) -> None:
    """Give somebody signed in another password of their own; it asks for no right but the one that they have.
    Every other sign-in of theirs ends; that it was changed is on record in each practice that they enter.

    Raises WrongPassword where the old one isn't theirs, RefusedUser where the new one is too weak, and
    TooManyAttempts before either is looked at.
    """
    free = {f"password of {user.pk}": 5}
    wait_s = ATTEMPTS.wait_s(free)
    if wait_s:
        raise TooManyAttempts(wait_s)
    if not user.check_password(typed.old):
        ATTEMPTS.failed(free)
        raise WrongPassword("this is not the password of now")
    _give_password(user, typed.new, by=user.get_username())
    ATTEMPTS.forget(free)


def renew_password(actor: Actor, *, name: str, password: str) -> None:
    """Give somebody who may enter the actor's practice another password. It is theirs in every practice that
    they enter, and on record in each; where there are several, the operator alone may. Every sign-in of
    theirs ends.
    """
    require(actor, Permission.USER_WRITE)
    admitted = Membership.objects.filter(practice_id=actor.practice_id, user__username=name)
    row = admitted.select_related("user").first()
    if row is None:
        raise RefusedUser(f"nobody called {name} may enter this practice")
    if actor.name != office(actor.practice_id).name and len(_entered(row.user)) > 1:
        raise RefusedUser(f"{name} enters other practices too: the operator alone renews that password")
    _give_password(row.user, password, by=actor.name)


def _entered(user: User) -> list[int]:
    """The practices that admit a user."""
    held = Membership.objects.filter(user=user).order_by("practice_id")
    return list(held.values_list("practice_id", flat=True).distinct())


def _give_password(user: User, password: str, *, by: str) -> None:
    """Change it and put on record, in each practice, that it was: all of it or nothing."""
    _refuse_weak(password, user)
    user.set_password(password)
    name = user.get_username()
    with transaction.atomic():
        user.save(update_fields=["password"])
        for practice_id in _entered(user):
            here = Actor(by, practice_id, frozenset())
            act = AccessAct(0, name, "password", (), by, today(here))
            with books(practice_id, person=by) as session:
                record(session, here, act)


def dismiss(practice_id: int, *, name: str, roles: Iterable[str]) -> None:
    """Take roles away within another flow, which has asked who may."""
    held = Membership.objects.filter(practice_id=practice_id, user__username=name, role__in=list(roles))
    held.delete()


def list_users(actor: Actor) -> list[tuple[str, str]]:
    """Return (name, role) of everybody who may enter the actor's practice."""
    require(actor, Permission.USER_WRITE)
    rows = Membership.objects.filter(practice_id=actor.practice_id).order_by("user__username", "role")
    return list(rows.values_list("user__username", "role"))


def actor_among(admitted: list[tuple[int, str]], name: str, *, practice_id: int | None = None) -> Actor:
    """Return who a signed-in user is, of (practice id, role) pairs that are sorted by practice: in the named
    practice, else in the first that admits them, else nowhere.
    """
    entered = practice_id if practice_id is not None else (admitted[0][0] if admitted else 0)
    roles = frozenset(role for practice, role in admitted if practice == entered)
    return Actor(name, entered if roles else 0, roles)


def member(practice_id: int, name: str) -> Actor:
    """Return a person of a practice with the roles that they have there now; none of them allows nothing."""
    held = Membership.objects.filter(practice_id=practice_id, user__username=name, user__is_active=True)
    return Actor(name, practice_id, frozenset(held.values_list("role", flat=True)))


def practices_of(user_id: int) -> list[tuple[int, str]]:
    """Return (id, name) of the practices that admit a user, by name."""
    admitted = Membership.objects.filter(user_id=user_id).values_list("practice_id", flat=True).distinct()
    found = []
    for practice_id in admitted:
        with books(practice_id) as session:
            found += [(one.id, one.name) for one in session.find(Practice, id=practice_id)]
    return sorted(found, key=lambda one: (one[1], one[0]))
