"""Coming in: the right password in, the wrong one out and ever slower, and a choice where there are several
practices.
"""

from typing import TYPE_CHECKING

import pytest

from almoner.core.party.access_act import AccessAct
from almoner.flow.access import office
from almoner.store.session import books
from tests.web.conftest import PASSWORD, House
from tests.web.shelf import Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def client() -> "Client":
    """A browser of nobody."""
    from django.test import Client

    from almoner.flow.users import ATTEMPTS

    ATTEMPTS.forget(["address 127.0.0.1"])
    return Client(HTTP_HOST="localhost")


def known(house: House, name: str, role: str = "biller") -> str:
    from almoner.flow.users import add_user

    add_user(office(house.practice_id), name=name, password=PASSWORD, role=role)
    return name


def test_the_right_password_leads_to_where_the_day_begins(client: "Client", house: House) -> None:
    answer = client.post("/sign-in", {"name": known(house, "enid"), "password": PASSWORD}, follow=True)
    assert [place for place, _ in answer.redirect_chain] == ["/", "/work"]
    assert answer.status_code == 200


def test_the_way_back_is_taken_after_the_sign_in(client: "Client", house: House) -> None:
    typed = {"name": known(house, "ewan"), "password": PASSWORD, "next": "/claims?state=denied"}
    assert client.post("/sign-in", typed).headers["Location"] == "/claims?state=denied"


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "/\\elsewhere.example/", "http://localhost/\\/elsewhere.example"]
)
def test_the_way_back_leads_nowhere_else(client: "Client", house: House, onward: str) -> None:
    typed = {"name": known(house, "elsa"), "password": PASSWORD, "next": onward}
    assert client.post("/sign-in", typed).headers["Location"] == "/"


def test_the_wrong_password_says_nothing_of_which_was_wrong(client: "Client", house: House) -> None:
    known(house, "emil")
    told = {
        client.post("/sign-in", {"name": name, "password": "no"}).content.decode().partition("role=")[2][:200]
        for name in ("emil", "nobody-of-that-name")
    }
    assert len(told) == 1
    assert "do not belong together" in told.pop()


def test_guessing_gets_slower_and_the_password_is_not_looked_at_meanwhile(
    client: "Client", house: House
) -> None:
    typed = {"name": known(house, "edda"), "password": "wrong"}
    statuses = [client.post("/sign-in", typed).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    right = client.post("/sign-in", typed | {"password": PASSWORD})
    assert right.status_code == 429
    assert "Sign-in opens again in" in right.content.decode()


def test_the_session_gets_a_new_name_at_the_sign_in(client: "Client", house: House) -> None:
    client.get("/sign-in")
    before = client.session.session_key
    client.post("/sign-in", {"name": known(house, "edwin"), "password": PASSWORD})
    assert client.session.session_key != before


def test_who_works_in_two_practices_chooses_one(client: "Client", house: House) -> None:
    from almoner.flow.users import add_user

    next_door = Shelf(name="Zeta Clinic").lay()
    name = known(house, "esther")
    add_user(office(next_door.practice_id), name=name, password=PASSWORD, role="front_desk")
    answer = client.post("/sign-in", {"name": name, "password": PASSWORD, "next": "/patients?q=a"})
    assert answer.headers["Location"] == "/practice?next=%2Fpatients%3Fq%3Da"
    asked = client.get(answer.headers["Location"]).content.decode()
    assert asked.count('name="practice"') == 2
    assert 'name="next" value="/patients?q=a"' in asked
    for nowhere in ("9" * 5000, "\u00b2", ""):
        assert client.post("/practice", {"practice": nowhere}).headers["Location"] == "/practice"
    client.post("/practice", {"practice": str(next_door.practice_id)})
    page = client.get("/patients")
    assert "Zeta Clinic" in page.content.decode()
    assert client.get("/claims").status_code == 403, "roles are those of the practice that was entered"


def test_nobody_enters_a_practice_that_does_not_admit_them(client: "Client", house: House) -> None:
    next_door = Shelf(name="Omega Clinic").lay()
    client.post("/sign-in", {"name": known(house, "emma"), "password": PASSWORD})
    answer = client.post("/practice", {"practice": str(next_door.practice_id)})
    assert answer.headers["Location"] == "/practice"
    assert client.session["practice"] == house.practice_id


def test_sign_out_ends_the_session(client: "Client", house: House) -> None:
    client.post("/sign-in", {"name": known(house, "erik"), "password": PASSWORD})
    client.post("/sign-out", {})
    assert client.get("/work").status_code == 302


def test_passwords_are_kept_by_argon2(house: House) -> None:
    from django.contrib.auth import get_user_model

    known(house, "esme")
    assert get_user_model().objects.get(username="esme").password.startswith("argon2$argon2id$")


NEW = "another long password"


def test_one_changes_ones_own_password_and_is_signed_out_everywhere_else(
    client: "Client", house: House
) -> None:
    from django.test import Client

    name = known(house, "etta")
    elsewhere = Client(HTTP_HOST="localhost")
    for browser in (client, elsewhere):
        browser.post("/sign-in", {"name": name, "password": PASSWORD})
    changed = client.post("/keys/password", {"old": PASSWORD, "new": NEW})
    assert changed.headers["Location"] == "/keys?kept=password"
    assert "Your password is changed" in client.get("/keys?kept=password").content.decode()
    assert client.get("/work").status_code == 200
    assert elsewhere.get("/work").headers["Location"].startswith("/sign-in")
    assert elsewhere.post("/sign-in", {"name": name, "password": PASSWORD}).status_code == 422
    assert elsewhere.post("/sign-in", {"name": name, "password": NEW}).status_code == 302
    with books(house.practice_id) as session:
        *_, act = session.find(AccessAct, person=name)
        sealed = session.rows("SELECT * FROM audit_entry WHERE practice_id = %s", house.practice_id)
    assert act.told == f"{name}: password changed"
    assert NEW not in str(sealed)
    assert PASSWORD not in str(sealed)


def test_a_password_is_changed_by_who_knows_it_and_not_to_a_weak_one(client: "Client", house: House) -> None:
    name = known(house, "ezra")
    client.post("/sign-in", {"name": name, "password": PASSWORD})
    for new in ("qxz 7", "password1234"):
        weak = client.post("/keys/password", {"old": PASSWORD, "new": new})
        assert weak.status_code == 422
        assert new not in weak.content.decode()
    for _ in range(5):
        assert "not the password that you have" in wrong(client)
    assert "Too many tries" in wrong(client)
    late = client.post("/keys/password", {"old": PASSWORD, "new": NEW})
    assert late.status_code == 422, "it is not even looked at"
    client.post("/sign-out", {})
    assert client.post("/sign-in", {"name": name, "password": PASSWORD}).status_code == 302


def wrong(client: "Client") -> str:
    refused = client.post("/keys/password", {"old": "not this one, surely", "new": NEW})
    assert refused.status_code == 422
    assert NEW not in refused.content.decode()
    return refused.content.decode()


def test_the_operator_renews_a_forgotten_password(client: "Client", house: House) -> None:
    from almoner.flow.access import AccessDenied, Actor
    from almoner.flow.users import RefusedUser, renew_password

    name = known(house, "esra")
    client.post("/sign-in", {"name": name, "password": PASSWORD})
    renew_password(office(house.practice_id), name=name, password=NEW)
    assert client.get("/work").headers["Location"].startswith("/sign-in")
    assert client.post("/sign-in", {"name": name, "password": NEW}).status_code == 302
    with pytest.raises(RefusedUser, match="nobody called nobody"):
        renew_password(office(house.practice_id), name="nobody", password=NEW)
    with pytest.raises(RefusedUser, match="too short"):
        renew_password(office(house.practice_id), name=name, password="short")
    biller = Actor("esra", house.practice_id, frozenset({"biller"}))
    with pytest.raises(AccessDenied):
        renew_password(biller, name=name, password=NEW)
