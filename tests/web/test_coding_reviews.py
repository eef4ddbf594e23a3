"""The second review on the screen: blind until it is coded, then side by side; and never any money."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.coding.autonomy import CodeAutonomy, Level
from almoner.core.coding.decision import Act, CodingDecision, Sort, Suggested
from almoner.core.coding.review import CodedService, Codes
from almoner.flow.refused import Refused
from tests.links.model_server import serving
from tests.web.shelf import DAY, Shelf
from tests.web.test_coding import field

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
NOTE = "Assessment:\n1. Hypertension, at goal. Continue lisinopril 10 mg.\n"
MONEY = re.compile(r"\$|\bUSD\b|\b\d+\.\d{2}\b|\bcents?\b|dollar|charge_cents", re.IGNORECASE)


def shown(page: str) -> str:
    """A page without what only the browser reads, and without the search box of every page, whose example of
    an amount is nobody's.
    """
    hidden = r"<(style|script|svg|dialog)\b.*?</\1>|<(?:meta|link)\b.*?>|value=\"\d+\.[0-9a-f]{32}\""
    return re.sub(hidden, "", page, flags=re.DOTALL)


@pytest.fixture
def laid() -> tuple[Shelf, int]:
    """A signed visit of a practice that has charged before, so that it has fees."""
    from almoner.core.chart import Problem, Visit
    from almoner.flow.access import office
    from almoner.flow.visit import document

    shelf = Shelf(name="Reviewed")
    patient = shelf.patient(0)
    shelf.charged_visit(patient, on=DAY - timedelta(days=30))
    shelf.lay()
    draft = Visit(0, patient.id, shelf.provider.id, shelf.location.id, DAY, "11", problems=(Problem("HTN"),))
    (visit,) = document.begin_unbooked(office(shelf.practice_id), [draft], on=DAY)
    document.sign_notes(office(shelf.practice_id), {visit.id: NOTE}, on=DAY)
    return shelf, visit.id


def level(shelf: Shelf, code_kind: str, wanted: Level) -> None:
    """Set a level past the flow that would ask for what it has to show."""
    from almoner.core.plan import Plan
    from almoner.store.commit import Cause, commit
    from almoner.store.session import books

    with books(shelf.practice_id) as session:
        made = CodeAutonomy(next(session.ids()), code_kind, wanted, "for a test", "moira", DAY)
        commit(session, Plan(on=DAY, records=(made,)), cause=Cause("test", "moira"))


def decisions(shelf: Shelf, visit_id: int) -> list[CodingDecision]:
    from almoner.store.session import books

    with books(shelf.practice_id) as session:
        return session.find(CodingDecision, visit_id=visit_id)


def finish(coder: "Client", visit_id: int) -> None:
    address = f"/visits/{visit_id}/superbill"
    page = coder.get(f"{address}?open=dx-I10").content.decode()
    form = {name: field(page, name) for name in ("patient_token", "seen")}
    coder.post(f"{address}/decide", form | {"sort": "dx", "about": "I10", "action": "accept"})
    coder.post(f"{address}/decide", form | {"sort": "service", "code": "99213", "action": "add"})
    assert coder.post(f"{address}/finish", form).status_code == 302


def test_a_review_is_blind_then_compared_then_settled(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = laid
    coder, provider = (sign_in(role, practice_id=shelf.practice_id) for role in ("coder", "provider"))
    finish(coder, visit)
    address = f"/visits/{visit}/review"
    listed = provider.get("/coding").content.decode()
    assert f'href="{address}" data-key="r"' in listed
    assert provider.get(f"/visits/{visit}/superbill").status_code == 422
    blind = provider.get(address).content.decode()
    assert "Hypertension, at goal" in blind
    assert not re.search(r"I10|99213|E119", blind.replace('placeholder="20610 RT *2"', ""))
    form = {"patient_token": field(blind, "patient_token"), "diagnoses": "i10", "services": "99212 25"}
    assert 'name="diagnoses"' not in coder.get(address).content.decode()
    assert provider.post(f"{address}/code", form | {"services": "no code"}).status_code == 422
    assert provider.post(f"{address}/code", form).status_code == 302
    told = provider.get(address).content.decode()
    assert "99212 25" in told
    assert "A third person settles what differs." in told
    finished = coder.get(f"/visits/{visit}/superbill").content.decode()
    bill = finished[finished.index('id="sb"') : finished.index('id="fi"')]
    assert "<input" not in bill
    assert "99213" in bill
    third = sign_in("manager", practice_id=shelf.practice_id)
    assert third.get(address).status_code == 403
    for page in (listed, blind, told, finished, coder.get("/coding").content.decode()):
        assert not MONEY.search(shown(page)), MONEY.search(shown(page))


def test_several_are_accepted_in_one_act_with_their_evidence_on_the_screen(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = laid
    level(shelf, "chronic", Level.TOGETHER)
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    page = coder.get(address).content.decode()
    block = page[page.index('id="to"') : page.index('id="su"')]
    assert "“Hypertension”" in block
    form = {"patient_token": field(page, "patient_token"), "key": "dx-I10"}
    assert coder.post(f"{address}/together", form).status_code == 422
    assert decisions(shelf, visit) == []
    form["seen-together"] = field(page, "seen-together")
    assert coder.post(f"{address}/together", form | {"key": "dx-E119"}).status_code == 422
    assert coder.post(f"{address}/together", form).status_code == 302
    (made,) = decisions(shelf, visit)
    assert (made.action, made.code, made.evidence_opened) == (Act.ACCEPT, "I10", True)
    assert made.decided_by == f"coder{shelf.practice_id}"
    assert not MONEY.search(shown(page))


def test_what_stands_filled_in_is_decided_on_by_who_finishes_it(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = laid
    level(shelf, "chronic", Level.FILLED)
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    page = coder.get(address).content.decode()
    assert 'name="dx" value="I10"' in page
    assert "filled in" in page
    form = {"patient_token": field(page, "patient_token")}
    coder.post(f"{address}/decide", form | {"sort": "service", "code": "99213", "action": "add"})
    assert coder.post(f"{address}/finish", form).status_code == 422
    assert len(decisions(shelf, visit)) == 1
    page = coder.get(address).content.decode()
    form["seen-filled"] = field(page, "seen-filled")
    assert coder.post(f"{address}/finish", form).status_code == 302
    made = next(one for one in decisions(shelf, visit) if one.code == "I10")
    assert (made.action, made.evidence_opened) == (Act.ACCEPT, True)
    assert made.decided_by == f"coder{shelf.practice_id}"


def test_what_stands_filled_in_can_be_rejected(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit = laid
    level(shelf, "chronic", Level.FILLED)
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    page = coder.get(f"{address}?open=dx-I10").content.decode()
    form = {name: field(page, name) for name in ("patient_token", "seen")}
    form |= {"sort": "dx", "about": "I10", "action": "reject", "reason": "not_assessed"}
    assert coder.post(f"{address}/decide", form).status_code == 302
    assert 'name="dx" value="I10"' not in coder.get(address).content.decode()


def test_a_manager_sets_a_level_with_a_reason_and_sees_what_was_set(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    from almoner.core.plan import Plan
    from almoner.store.commit import Cause, commit
    from almoner.store.session import books

    shelf, visit = laid
    manager, biller = (sign_in(role, practice_id=shelf.practice_id) for role in ("manager", "biller"))
    form = {"kind": "chronic", "level": "together", "reason": "agreed at the meeting"}
    assert manager.post("/agreement/level", form | {"level": "suggest"}).status_code == 302, (
        "back needs nothing"
    )
    assert manager.post("/agreement/level", form).status_code == 422, "up again does"
    with books(shelf.practice_id) as session:
        (note,) = session.rows("SELECT id, sha256, patient_id FROM note WHERE visit_id = %s", visit)
        seen = Suggested("I10", "confirm", 90)
        bare = CodingDecision(
            0,
            visit,
            note[2],
            note[0],
            note[1],
            Sort.DIAGNOSIS,
            "I10",
            Act.ACCEPT,
            "kim",
            DAY,
            suggestion=seen,
            evidence_opened=True,
            seconds=5,
        )
        ids = session.ids()
        made = tuple(replace(bare, id=next(ids)) for _ in range(60))
        commit(session, Plan(on=DAY, records=made), cause=Cause("test", "kim"))
    assert biller.post("/agreement/level", form).status_code == 403
    assert manager.post("/agreement/level", form | {"reason": " "}).status_code == 422
    assert manager.post("/agreement/level", form | {"kind": "visit-level"}).status_code == 422
    assert manager.post("/agreement/level", form | {"level": "filled"}).status_code == 422
    assert manager.post("/agreement/level", form).status_code == 302
    page = manager.get("/agreement").content.decode()
    assert "agreed at the meeting" in page
    assert "60 of 60" in page
    assert "agreed at the meeting" in biller.get("/agreement").content.decode()
    assert not MONEY.search(shown(page)), MONEY.search(shown(page))


@pytest.mark.parametrize(
    ("diagnoses", "services", "expected"),
    [
        (
            "i10, e11.9",
            "99213 25\n20610  rt *2",
            Codes(("I10", "E119"), (CodedService("99213", 1, ("25",)), CodedService("20610", 2, ("RT",)))),
        ),
        ("I10", "J1100 * 4\n\n", Codes(("I10",), (CodedService("J1100", 4),))),
    ],
)
def test_codes_are_read_as_people_type_them(diagnoses: str, services: str, expected: Codes) -> None:
    from almoner.web.coding.reviews import codes_typed

    assert codes_typed(diagnoses, services) == expected


@pytest.mark.parametrize(("diagnoses", "services"), [("<b>", "99213"), ("I10", "9921"), ("I10", "99213 *-1")])
def test_what_is_no_code_is_refused(diagnoses: str, services: str) -> None:
    from almoner.web.coding.reviews import codes_typed

    with pytest.raises(Refused, match="no code"):
        codes_typed(diagnoses, services)


def test_what_a_stronger_model_says_is_shown_with_its_quote_and_what_was_refused(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]", monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, visit = laid
    coder = sign_in("coder", practice_id=shelf.practice_id)
    address = f"/visits/{visit}/superbill"
    assert 'id="mo"' not in coder.get(address).content.decode()
    with serving() as server:
        monkeypatch.setenv("ALMONER_CODER", server.url)
        page = coder.get(address).content.decode()
        assert 'data-key="m"' in page
        choices = [{"id": "c1", "quotes": ["Hypertension"]}, {"id": "<i>", "quotes": ["x"]}]
        server.say({"choices": choices})
        form = {"patient_token": field(page, "patient_token")}
        assert coder.post(f"{address}/model", {}).status_code == 409
        assert coder.post(f"{address}/model", form).status_code == 302
        assert server.asked[0][0] == "/v1/chat/completions"
    page = coder.get(address).content.decode()
    block = page[page.index('id="mo"') :]
    assert re.search(r"It chose .*I10.*“Hypertension”", block, re.DOTALL)
    assert "a code: it was not offered" in block
    assert "<i>" not in block
    assert decisions(shelf, visit) == []
    assert not MONEY.search(shown(page))
