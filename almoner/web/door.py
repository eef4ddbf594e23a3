"""Who stands at the door: the request with its actor, how its pages are rendered, and the token of P24."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from almoner.flow import clock
from almoner.flow.access import ROLES, Actor, Permission, may_close
from almoner.store.once import Once
from almoner.web import keys, navigation, offers, preferences


class WrongPatient(RuntimeError):
    """The form was made for another record or patient than it would change; nothing was changed."""


@dataclass(frozen=True)
class Caller:
    """A request with who makes it."""

    request: HttpRequest
    actor: Actor

    @cached_property
    def on(self) -> date:
        """The practice's day."""
        return clock.today(self.actor)

    @property
    def practice_name(self) -> str:
        """The practice's name as it was at the sign-in; for pages that read nothing."""
        return str(self.request.session.get("practice_name") or "Almoner")

    def may(self, permission: str) -> bool:
        """True when the actor has the permission of that name; templates show only what can be done."""
        return self.actor.may(Permission(permission))

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render a page in the frame."""
        chosen = preferences.read(self.request)
        undo = offers.standing(self.request, self.actor.practice_id)
        shown = {"who": self, "may": self.may, "chosen": chosen, "here": self.request.path, "undo": undo}
        if context.get("walk"):
            shown["here"] = "/work"  # what is gone along from there belongs to it
        shown["rail"] = navigation.rail(self.actor)
        shown["errands"] = navigation.errands(self.actor)
        shown |= context
        answer = render(self.request, template, shown, status=status)
        if chosen.moved:
            answer.content = keys.put(answer.content.decode(), template, chosen.moved).encode()
        return answer

    @staticmethod
    def roles_for(permission: str) -> list[str]:
        """Return the roles that have the permission of that name; a screen says so to whoever lacks it."""
        return [role for role, held in ROLES.items() if Permission(permission) in held]

    def owns(self, owner: str) -> bool:
        """True where a task of this owner is the actor's to close."""
        return may_close(owner, self.actor)

    @staticmethod
    def once() -> str:
        """Return a key for a form that may act once; a form that is sent again carries the same one."""
        return secrets.token_urlsafe(16)

    def token(self, kind: str, record_id: int, patient_id: int) -> str:
        """Return what binds a form to the record and the patient that its screen showed, in this sign-in
        alone.
        """
        bound = f"{self.request.session.session_key}:{self.actor.practice_id}:{kind}:{record_id}:{patient_id}"
        return f"{patient_id}.{salted_hmac('almoner.patient', bound, algorithm='sha256').hexdigest()[:32]}"

    def check_token(self, kind: str, record_id: int) -> None:
        """Raise WrongPatient unless the form carries the token that its screen was given for this very
        record.
        """
        given = self.request.POST.get("patient_token", "")
        patient = given.partition(".")[0]
        expected = (
            self.token(kind, record_id, int(patient)) if patient.isdecimal() and len(patient) < 19 else ""
        )
        if not expected or not constant_time_compare(given, expected):
            raise WrongPatient


_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
NOT_SAID = frozenset({"once", "csrfmiddlewaretoken"})


def form_of(request: HttpRequest) -> Once | None:
    """Return the form of a request that may act once: its key, and what it says to which address."""
    key = str(request.POST.get("once", "")) if request.method == "POST" else ""
    if _KEY.fullmatch(key) is None:
        return None
    said = hashlib.sha256(request.path.encode())
    for name in sorted(set(request.POST) - NOT_SAID):
        said.update(repr((name, request.POST.getlist(name))).encode())
    return Once(key, said.hexdigest())
