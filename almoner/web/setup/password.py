"""A person's own password: changed by whoever is signed in, with the one that they have."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect

from almoner.flow import users
from almoner.flow.attempts import TooManyAttempts
from almoner.flow.refused import refusal
from almoner.flow.users import Renewal
from almoner.web.door import Caller

LONGEST = 200
"""As the sign-in takes it."""


def change(caller: Caller) -> HttpResponse:
    """Keep another password; this sign-in goes on, and every other of the person's ends."""
    form, user = caller.request.POST, caller.request.user
    assert isinstance(user, User), "the guard lets only signed-in users through"
    typed = Renewal(str(form.get("old", ""))[:LONGEST], str(form.get("new", ""))[:LONGEST])
    try:
        users.change_password(user, typed)
    except TooManyAttempts as error:
        mend = f"Wait {error.wait_s} seconds, then try again."
        raise refusal("USR-05", "Too many tries.", mend, "old") from None
    except users.WrongPassword:
        raise refusal("USR-06", "This is not the password that you have.", "Type it again.", "old") from None
    except users.RefusedUser as error:
        raise refusal("USR-07", str(error), "Choose another.", "new") from None
    update_session_auth_hash(caller.request, user)
    return HttpResponseRedirect("/keys?kept=password")
