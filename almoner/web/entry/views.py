"""Sign in with Django's own machinery, choose a practice where there are several, sign out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from almoner.flow import users
from almoner.flow.attempts import TooManyAttempts
from almoner.flow.users import Credentials
from almoner.web import asked, navigation, preferences
from almoner.web.asked import safe_path
from almoner.web.door import Caller

REFUSED = "The name and the password do not belong together."
ADMITTED_NOWHERE = "No practice admits you. Ask the administrator of yours for a role."
ENDED = "Your sign-in ended. Sign in again to go on where you were."


def ask(request: HttpRequest) -> HttpResponse:
    """Show the sign-in form."""
    if request.user.is_authenticated:
        return HttpResponseRedirect("/")
    said = ENDED if request.GET.get("ended") else ""
    return _form(request, said=said, next=request.GET.get("next", ""))


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, or say in one sentence why not; it never says which of the two was wrong."""
    name, onward = request.POST.get("name", "").strip(), request.POST.get("next", "")
    typed = Credentials(name, request.POST.get("password", ""), request.META.get("REMOTE_ADDR", ""))
    try:
        user = users.sign_in(request, typed)
    except TooManyAttempts as error:
        said = f"Too many tries. Sign-in opens again in {_minutes(error.wait_s)}."
        return _form(request, said=said, next=onward, name=name, status=429)
    if user is None:
        return _form(request, said=REFUSED, next=onward, name=name, status=422)
    practices = users.practices_of(user.pk)
    if not practices:
        return _form(request, said=ADMITTED_NOWHERE, next=onward, name=name, status=422)
    login(request, user)
    if len(practices) == 1:
        request.session["practice"], request.session["practice_name"] = practices[0]
    onward = safe_path(request, onward)
    ask_which = asked.address("/practice", next=onward)
    answer = HttpResponseRedirect(ask_which if len(practices) != 1 else onward or "/")
    preferences.repeat(request, answer, preferences.read(request))
    return answer


def _minutes(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 90 else f"{(seconds + 59) // 60} minutes"


def _form(request: HttpRequest, *, said: str, next: str, name: str = "", status: int = 200) -> HttpResponse:  # noqa: A002
    shown = {
        "chosen": preferences.of_browser(request),
        "said": said,
        "tone": "warn" if status == 200 else "bad",
        "next": next,
        "name": name,
        "minutes": settings.SESSION_COOKIE_AGE // 60,
    }
    return render(request, "sign_in.html", shown, status=status)


def practices(caller: Caller) -> HttpResponse:
    """Show the practices that admit the user."""
    assert caller.request.user.pk is not None, "the guard lets only signed-in users through"
    admitted = users.practices_of(caller.request.user.pk)
    return caller.page("practice.html", practices=admitted, next=caller.request.GET.get("next", ""))


def enter_practice(caller: Caller) -> HttpResponse:
    """Enter a practice; one that doesn't admit the user is no place at all."""
    assert caller.request.user.pk is not None, "the guard lets only signed-in users through"
    admitted = dict(users.practices_of(caller.request.user.pk))
    wanted = asked.id_in_form(caller.request, "practice")
    if wanted not in admitted:
        return HttpResponseRedirect("/practice")
    caller.request.session["practice"] = wanted
    caller.request.session["practice_name"] = admitted[wanted]
    return HttpResponseRedirect(safe_path(caller.request, caller.request.POST.get("next", "")) or "/")


def sign_out(caller: Caller) -> HttpResponse:
    """End the session."""
    logout(caller.request)
    return HttpResponseRedirect("/sign-in")


def home(caller: Caller) -> HttpResponse:
    """Lead to where this person's day begins."""
    if not caller.actor.practice_id:
        return HttpResponseRedirect("/practice")
    return HttpResponseRedirect(navigation.home(caller.actor))
