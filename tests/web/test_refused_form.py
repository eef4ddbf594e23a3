"""A form that is refused stands on its page again: all that is wrong at its field, and nothing typed lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from almoner.flow.refused import Refused, refusal
from almoner.web import asked, refused_form
from tests.web.conftest import House
from tests.web.test_routes import address, routes
from tests.web.walk import ORDER, PARTS, lived_in

if TYPE_CHECKING:
    from django.test import Client

    SignIn = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("house")
LONG = 4
"""A form of so many fields is a long one."""
TYPED = 'Qz"<9'
"""What is no day, amount, code or name: it has to come back as it was typed."""
UNTRIED = frozenset({"/sign-in", "/sign-out"})


@dataclass
class Sent:
    """A form of a page: where it goes, what it holds hidden, its fields by kind, and what fits into them."""

    to: str
    hidden: dict[str, str]
    fields: dict[str, str]
    typed: dict[str, str]


class _Forms(HTMLParser):
    """Reads the forms that post off a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Sent] = []
        self.named: dict[str, Sent] = {}
        self.elsewhere: list[tuple[str, str, dict[str, str]]] = []
        self.at: Sent | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: said or "" for name, said in attrs}
        if tag == "form" and told.get("method") == "post":
            self.at = Sent(told.get("action", ""), {}, {}, {})
            self.found.append(self.at)
            self.named[told.get("id", "")] = self.at
        elif told.get("name") and tag in ("input", "select", "textarea"):
            kind = told.get("type", "text") if tag == "input" else tag
            if "form" in told:
                self.elsewhere.append((told["form"], kind, told))
            elif self.at is not None:
                _keep(self.at, kind, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.at = None


def forms_of(page: str) -> list[Sent]:
    read = _Forms()
    read.feed(page)
    for form, kind, told in read.elsewhere:
        if form in read.named:
            _keep(read.named[form], kind, told)
    return read.found


def _keep(form: Sent, kind: str, told: dict[str, str]) -> None:
    if kind == "hidden":
        form.hidden[told["name"]] = told.get("value", "")
    elif kind not in ("checkbox", "radio", "file", "submit") and "disabled" not in told:
        form.fields[told["name"]] = kind
        longest = int(told.get("maxlength", "80"))
        form.typed[told["name"]] = "Qz" if kind == "select" else TYPED[:longest]


@pytest.fixture(scope="module")
def own(store: object) -> House:
    """A practice of the walk's own, for what is sent may be kept."""
    assert store
    return lived_in()[0]


def pages(own: House, sign_in: "SignIn") -> Iterator[tuple["Client", str, str]]:
    """Every screen, as who may do most there: the address and what it says."""
    clients = {role: sign_in(role, practice_id=own.shelf.practice_id) for role in ORDER}
    for route in routes():
        if route.method != "GET" or route.is_open or route.path in PARTS:
            continue
        for role in [one for one in ORDER if one in route.opens_to.split()]:
            at = address(route, own)
            answer = clients[role].get(at)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield clients[role], at, answer.content.decode()


def test_every_long_form_that_is_refused_says_all_of_it_and_loses_nothing(
    own: House, sign_in: "SignIn"
) -> None:
    tried: set[str] = set()
    wrong = []
    for client, at, page in pages(own, sign_in):
        for form in forms_of(page):
            name = re.sub(r"\d+", "N", form.to)
            if len(form.fields) < LONG or name in tried | UNTRIED:
                continue
            tried.add(name)
            answer = send(client, form, at)
            if answer.status_code != 302 and (why := lost(form, answer)):
                wrong.append(f"{name}: {why}")
    assert len(tried) >= 15, sorted(tried)
    assert not wrong, "\n".join(wrong)


def send(client: "Client", form: Sent, at: str) -> Any:
    return client.post(form.to, form.hidden | form.typed, headers={"Referer": f"http://localhost{at}"})


def lost(form: Sent, answer: Any) -> str:
    """What a refusal leaves out, or an empty text."""
    page = answer.content.decode()
    if answer.status_code != 422:
        return f"answers {answer.status_code}"
    if all(one.to != form.to for one in forms_of(page)):
        return "its form is gone"
    if not re.search(r'aria-invalid="true"|data-refused', page):
        return "nothing is said at the form"
    said = re.sub(r"&#x?27;|&quot;", "&#34;", page)
    kept = {
        name
        for name, typed in form.typed.items()
        if f'"{marked(typed)}"' in said or form.fields[name] == "select"
    }
    return ", ".join(sorted(set(form.fields) - kept))


def marked(typed: str) -> str:
    """What was typed, as a page writes it into a field."""
    return escape(typed).replace("&quot;", "&#34;")


def test_a_refusal_of_several_fields_names_each_and_the_rest_above() -> None:
    first = refusal("A-01", "The ZIP code is short.", "Give it.", "state zip")
    second = refusal("A-02", "No ZIP is an amount.", "Wait.")
    told = Refused([*first.findings, *second.findings])
    said = refused_form._said(told, {"zip", "version"}, QueryDict("zip=1"))
    assert said == [(("zip",), "The ZIP code is short. Give it."), ((), "No ZIP is an amount. Wait.")]


def test_a_file_that_was_chosen_is_asked_for_again_in_words() -> None:
    """No page can choose a file for a person; everything else stands as it was typed."""
    form = form_in(
        '<form method="post"><input name="note" value="">'
        '<input type="file" name="file" id="f" aria-describedby="how"></form>'
    )
    filled = refused_form._Filled(QueryDict("note=kept"), [(("file",), "Too large.")], frozenset({"file"}))
    made = refused_form._with(form, filled, "/x").decode()
    assert 'value="kept"' in made
    assert 'aria-describedby="how f-again f-refused"' in made
    assert f'id="f-again">{refused_form.CHOOSE_AGAIN}<' in made
    assert "Too large." in made
    unsent = refused_form._with(form, refused_form._Filled(QueryDict("note=kept"), []), "/x").decode()
    assert refused_form.CHOOSE_AGAIN not in unsent, "nothing was chosen"


def test_fields_outside_of_a_form_that_name_it_keep_what_was_typed() -> None:
    form = form_in(
        '<select form="f" name="why"><option value="a">A</option><option value="b">B</option></select>'
        '<input name="why" value="of no form"><form method="post" id="f"><input name="day" value=""></form>'
        '<form id="g"><input name="day" value="another\'s"><input form="f" name="day" value=""></form>'
    )
    assert form.names() == {"why", "day"}
    filled = refused_form._Filled(QueryDict("why=b&day=1&day=2"), [(("why",), "Not so.")])
    made = refused_form._with(form, filled, "/x").decode()
    assert '<option value="b" selected="">B' in made or '<option value="b" selected>B' in made
    assert 'id="refused-why-refused">Not so.<' in made
    assert made.count('value="of no form"') == made.count('value="another\'s"') == 1
    assert re.findall(r'name="day" value="(\d)"', made) == ["1", "2"]


def form_in(page: str) -> refused_form._Form:
    """The first form of a page that posts."""
    return next(
        refused_form._Form(page, one) for one in refused_form._FORM.finditer(page) if "post" in one[1]
    )


def test_a_form_is_read_whole_before_it_is_refused() -> None:
    form = asked.Form(RequestFactory().post("/x", {"day": "soon", "sum": "1,0", "name": ""}))
    assert form.day("day") is None
    assert form.cents("sum") == 0
    assert form.text("name", lacking="No name.", mend="Give it.") == ""
    with pytest.raises(Refused) as caught:
        form.refuse()
    assert caught.value.fields == (("day",), ("sum",), ("name",))
    assert len(caught.value.findings) == 3


def test_another_address_is_not_read_for_a_form(own: House, sign_in: "SignIn") -> None:
    client = sign_in("front_desk", practice_id=own.shelf.practice_id)
    page = client.post(
        "/patients/new", {"last": TYPED, "refused_page": "https://elsewhere.example/patients/new"}
    ).content.decode()
    assert "elsewhere" not in page
    assert unescape(page).count(TYPED) == 1
