"""The pay page in another language: chosen in two taps, kept for the guarantor, on paper too, and whole."""

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.collect.guarantor_choice import GuarantorChoice
from almoner.core.party import Patient
from almoner.flow.access import office
from almoner.flow.collect import pay, statement
from almoner.flow.collect.languages import languages
from almoner.flow.collect.look_receipt import receipt_page
from almoner.store.session import books
from tests.web.shelf import DAY, Shelf
from tests.web.test_pay import born, choose, client, enter, patient, shelf, stated, type_card
from tests.web.test_statements import fields

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["client", "patient", "shelf"]
pytestmark = pytest.mark.usefixtures("house")
SPANISH = languages()["es"]
OWN = re.compile(r"[\s\d$.,:/()−–-]*|SIM\w+|MM|DD")
"""What is the same in every language: figures, and the processor's own number."""


def texts(page: str) -> set[str]:
    """All that a page says, also in what only a reading voice tells."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    said = re.findall(r'(?:placeholder|aria-label|alt|content)="([^"]*)"', page) + re.split(r"<[^>]+>", page)
    return {unescape(one).strip() for one in said if not OWN.fullmatch(unescape(one).strip())}


def speak(client: "Client", code: str) -> str:
    """Choose a language on the bill, and return it."""
    page = client.get("/pay/bill").content.decode()
    answer = client.post("/pay/language", fields(page, "/pay/language") | {"language": code})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pay/bill")
    return client.get("/pay/bill").content.decode()


def kept(shelf: Shelf) -> list[tuple[str, int]]:
    with books(shelf.practice_id) as session:
        return [(one.language, one.version) for one in session.find(GuarantorChoice)]


def same(client: "Client", address: str, *, own: set[str]) -> set[str]:
    """What a page says alike in both languages, but for figures and what is nobody's language."""
    speak(client, "en")
    english = client.get(address).content.decode()
    speak(client, "es")
    spanish = client.get(address).content.decode()
    assert '<html lang="es"' in spanish
    assert len(texts(english)) > 3
    return {one for one in texts(english) & texts(spanish) if one not in own}


def test_no_english_sentence_is_left_on_any_page(shelf: Shelf, patient: Patient, client: "Client") -> None:
    token = stated(shelf, patient)
    name = f"{patient.name.first} {patient.name.last}"
    heads = {"width=device-width, initial-scale=1", "noindex, nofollow"}
    own = {"Paying Clinic", name, "11042", "93000", "99213"} | heads
    own |= {one for one in texts(client.get("/pay").content.decode()) if one.startswith("{")}
    page = enter(client, token, patient)
    line = re.findall(r'<option value="(\d+)">', page)[1]
    before = {address: same(client, address, own=own) for address in ("/pay/bill", "/pay/papers")}
    wrong = fields(page, "/pay/bill/wrong") | {"line": line, "said": "xyz"}
    client.post("/pay/bill/wrong", wrong)
    before["disputed"] = same(client, "/pay/bill", own=own)
    page = client.get("/pay/bill").content.decode()
    payment = choose(client, page, choice="other", amount="20")
    before["waiting"] = same(client, "/pay/bill", own=own)
    before["begun"] = same(client, payment, own=own)
    type_card(client, payment, "0002")
    before["declined"] = same(client, payment, own=own)
    payment = choose(client, client.get("/pay/bill").content.decode(), choice="all")
    type_card(client, payment)
    before["paid"] = same(client, payment, own=own)
    before["nothing"] = same(client, "/pay/bill", own=own)
    assert not {address: left for address, left in before.items() if left}


def test_what_is_refused_is_said_in_the_language(shelf: Shelf, patient: Patient, client: "Client") -> None:
    enter(client, stated(shelf, patient), patient)
    page = speak(client, "es")
    answer = client.post("/pay/bill", fields(page, "/pay/bill") | {"choice": "other", "amount": "0"})
    assert answer.status_code == 422
    assert "Escriba una cantidad mayor de $0.00" in answer.content.decode()
    answer = client.post("/pay/bill", fields(page, "/pay/bill") | {"choice": "other", "amount": "x"})
    assert "No se puede leer la cantidad." in answer.content.decode()
    answer = client.post("/pay/bill/wrong", fields(page, "/pay/bill/wrong") | {"said": ""})
    assert "No dice qué está mal." in answer.content.decode()
    answer = client.post("/pay/language", fields(page, "/pay/language") | {"language": "xx"})
    assert answer.status_code == 422
    assert "Todavía no escribimos en este idioma." in answer.content.decode()
    assert kept(shelf) == [("es", 1)]


def test_the_question_is_asked_in_what_was_chosen_or_the_browser_wishes(
    shelf: Shelf, patient: Patient, client: "Client"
) -> None:
    from almoner.web.pay import views

    token = stated(shelf, patient)
    english = client.get(f"/pay/{token}").content.decode()
    (link,) = re.findall(r'href="([^"]+language=es)"', english)
    asked = client.get(link).content.decode()
    assert not {one for one in texts(english) & texts(asked) if " " in one} - {
        "width=device-width, initial-scale=1",
        "noindex, nofollow",
        *(one for one in texts(english) if one.startswith("{")),
    }
    assert (
        "Su fecha de nacimiento"
        in client.get(f"/pay/{token}", HTTP_ACCEPT_LANGUAGE="fr, es-MX;q=0.8").content.decode()
    )
    assert (
        "Your date of birth"
        in client.get(f"/pay/{token}?language=xx", HTTP_ACCEPT_LANGUAGE="*").content.decode()
    )
    pages = [client.get(f"/pay/{one}?language=es").content.decode() for one in (token, "1-nothing")]
    assert len({re.sub(r'(value|href)="[^"]*"', "", page) for page in pages}) == 1
    said = {"token": token, "language": "es"}
    wrong = client.post("/pay", said | {"month": "1", "day": "2", "year": "1901"})
    assert SPANISH.told(views.NO) in unescape(wrong.content.decode())
    assert kept(shelf) == []
    client.post("/pay", said | born(patient))
    assert kept(shelf) == [("es", 1)]
    assert "usted debe" in client.get("/pay/bill").content.decode()
    client.post("/pay/leave", fields(client.get("/pay/bill").content.decode(), "/pay/leave"))
    client.cookies.clear()
    assert "usted debe" in enter(client, token, patient)
    assert client.post("/pay/language", {"language": "en"}).status_code == 409


def test_paper_and_receipt_follow_at_once(shelf: Shelf, patient: Patient, client: "Client") -> None:
    token = stated(shelf, patient)
    by = office(shelf.practice_id)
    page = enter(client, token, patient)
    type_card(client, choose(client, page, choice="other", amount="20"))
    (receipt,) = re.findall(r"/pay/bill/(\d+)", client.get("/pay/bill").content.decode())
    assert b"Please pay" in statement.statement_page(by, patient.id, is_text=True)
    english = statement.statement_page(by, patient.id)
    whole = statement.statements_of_day(by, on=DAY)
    speak(client, "es")
    told = statement.statement_page(by, patient.id, is_text=True).decode()
    assert "Por favor pague $450.00 a más tardar el" in told
    assert "Por qué: Su deducible." in told
    assert "Gracias por elegirnos." in told
    assert statement.statement_page(by, patient.id) != english
    assert statement.statements_of_day(by, on=DAY) != whole
    assert receipt
    with books(shelf.practice_id) as session:
        from almoner.core.collect import Receipt

        (taken,) = session.find(Receipt)
    slip = receipt_page(by, taken.id, is_text=True).decode()
    assert "Recibido $20.00 con tarjeta que termina en 4242." in slip
    speak(client, "en")
    assert kept(shelf) == [("en", 2)]
    assert b"Please pay" in statement.statement_page(by, patient.id, is_text=True)


def test_all_that_the_page_says_in_names_is_translated() -> None:
    from almoner.web.pay import views

    said = [views.NO, views.EMPTY, *views.ENDED.values()]
    assert len(said) == 5
    assert not [one for one in said if one not in SPANISH.phrases]
    assert pay.TEST_CARDS
