"""Users, their roles and the practices that they may enter. Sign-in itself is Django's, with Argon2."""

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from almoner.flow.access import ROLES, Actor, Permission, require
from almoner.store.models import Membership


class RefusedUser(ValueError):
    """The user cannot be made; the text says what to change."""


def add_user(actor: Actor, *, name: str, password: str, role: str) -> None:
    """Make a user (or keep the one of that name) and give the role in the actor's practice."""
    require(actor, Permission.USER_WRITE)
    if role not in ROLES:
        raise RefusedUser(f"there is no role {role}: choose one of {', '.join(sorted(ROLES))}")
    users = get_user_model()
    with transaction.atomic():
        user = users.objects.filter(username=name).first()
        if user is None:
            try:
                validate_password(password)
            except ValidationError as error:
                raise RefusedUser(" ".join(error.messages)) from None
            user = users.objects.create_user(username=name, password=password)
        Membership.objects.get_or_create(user=user, practice_id=actor.practice_id, role=role)


def list_users(actor: Actor) -> list[tuple[str, str]]:
    """Return (name, role) of everybody who may enter the actor's practice."""
    require(actor, Permission.USER_WRITE)
    rows = Membership.objects.filter(practice_id=actor.practice_id).order_by("user__username", "role")
    return list(rows.values_list("user__username", "role"))


def actor_of(user_id: int, name: str, *, practice_id: int | None = None) -> Actor:
    """Return who a signed-in user is: in the named practice, else in the first that admits them, else nowhere."""
    rows = list(Membership.objects.filter(user_id=user_id).order_by("practice_id").values_list("practice_id", "role"))
    entered = practice_id if practice_id is not None else (rows[0][0] if rows else 0)
    roles = frozenset(role for practice, role in rows if practice == entered)
    return Actor(name, entered if roles else 0, roles)
