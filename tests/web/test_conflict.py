"""Two people change one record: the second sees theirs, their own and how it was, keeps what was typed, and
takes either.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart.problem import ListedProblem
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.party import Patient
from almoner.store.session import books
from tests.flow.claim.test_mend_hold import NEEDS_MARK
from tests.flow.releases import pairs
from tests.flow.scrub.test_gate import built
from tests.practices import DAY, new_house
from tests.web.charting import fields, page
from tests.web.conftest import listed
from tests.web.shelf import Shelf
from tests.web.test_balances import form_of, set_day

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_who_saves_second_sees_both_and_takes_either(sign_in: "Callable[..., Client]") -> None:
    shelf = Shelf(name="Two at once")
    patient = shelf.patient(0)
    shelf.lay()
    card = f"/patients/{patient.id}/registration"
    desk = sign_in("front_desk", practice_id=shelf.practice_id)
    action, seen = form_of(desk, card, rf"/patients/{patient.id}/registration")
    theirs = seen | {"phone": "518-555-0199", "city": "Troy", "why": "they called"}
    assert desk.post(action, theirs).status_code == 302
    mine = seen | {"phone": "518-555-0142", "line1": "9 Oak Street", "why": "a letter came back"}
    answer = desk.post(action, mine, headers={"referer": card})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "theirs stands" in said
    assert f'href="{card}"' in said
    phones = re.findall(r'type="radio" name="phone" value="([^"]+)"', said)
    assert phones == ["5185550199", "518-555-0142"], "theirs as it is kept, mine as it was typed"
    again = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', said))
    again = {name: unescape(value) for name, value in again.items()}
    assert (again["city"], again["line1"]) == ("Troy", "9 Oak Street"), "what one of them changed is kept"
    assert again["why"] == "a letter came back"
    assert desk.post(action, again | {"phone": phones[1]}).status_code == 302
    with books(shelf.practice_id) as session:
        kept = session.get(Patient, patient.id)
    assert (kept.phone, kept.address.city, kept.address.line1) == ("5185550142", "Troy", "9 Oak Street")


def hidden(said: str) -> dict[str, str]:
    """What a conflict's form sends again by itself."""
    found = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', said))
    return {name: unescape(value) for name, value in found.items()}


def asked(said: str, name: str) -> list[str]:
    """The two values between which a conflict asks."""
    return re.findall(rf'type="radio" name="{re.escape(name)}" value="([^"]*)"', said)


def test_two_who_change_one_entry_of_a_chart_see_it_in_its_own_fields(
    sign_in: "Callable[..., Client]",
) -> None:
    shelf = Shelf(name="Two at one chart")
    patient = shelf.patient(0)
    problem = listed(shelf, patient)
    shelf.records.append(problem)
    shelf.lay()
    shown = f"/patients/{patient.id}/chart/problem/{problem.id}"
    doctor = sign_in("provider", practice_id=shelf.practice_id)
    seen, ending = (fields(page(doctor, shown), act) for act in ("change", "end"))
    assert doctor.post(f"{shown}/change", seen | {"onset": "2018", "severity": "severe"}).status_code == 302
    mine = seen | {"onset": "2020-05", "note": "told by her sister"}
    answer = doctor.post(f"{shown}/change", mine)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert f'href="{shown}"' in said
    assert asked(said, "onset") == ["2018", "2020-05"]
    assert "<ins>severe</ins>" in said
    again = hidden(said) | {"onset": "2020-05"}
    assert (again["severity"], again["note"]) == ("severe", "told by her sister")
    assert doctor.post(f"{shown}/change", again).headers["Location"].startswith(shown)
    with books(shelf.practice_id) as session:
        kept = session.get(ListedProblem, problem.id)
    assert (kept.version, kept.onset and kept.onset.written, kept.severity) == (3, "2020-05", "severe")
    assert kept.entry.note == "told by her sister"
    late = doctor.post(f"{shown}/end", ending)
    assert late.status_code == 409
    assert "Save as chosen" in late.content.decode()
    assert doctor.post(f"{shown}/end", hidden(late.content.decode())).status_code == 302
    gone = doctor.post(f"{shown}/change", again | {"version": "3"}).content.decode()
    assert "<ins>Resolved</ins>" in gone, "what became of the entry is told too"


def test_two_who_mend_one_held_claim_see_both_and_take_either(sign_in: "Callable[..., Client]") -> None:
    practice = new_house()
    set_day(practice, DAY)
    with pairs("2026", NEEDS_MARK):
        claim = built(practice)
        own = f"/send/holds/{claim.id}"
        biller = sign_in("biller", practice_id=practice.practice.id)
        action, seen = form_of(biller, own, own)
        theirs = seen | {"authorization": "A-THEIRS", "referral_number": "R-1"}
        assert biller.post(action, theirs).headers["Location"] == f"{own}?done=held"
        mine = seen | {"authorization": "A-MINE", "member_id": "1EG4TE5MK99"}
        answer = biller.post(action, mine)
        said = answer.content.decode()
        assert answer.status_code == 409
        assert asked(said, "authorization") == ["A-THEIRS", "A-MINE"]
        assert '<span class="veil">1EG4TE5MK99</span>' in said
        again = hidden(said) | {"authorization": "A-MINE"}
        assert again["referral_number"] == "R-1", "what only they changed stays"
        assert biller.post(action, again).status_code == 302
    with books(practice.practice.id) as session:
        told = session.get(ClaimRevision, session.get(Claim, claim.id).revision_id)
    kept = (told.authorization, told.referral_number, told.payer.member_id)
    assert kept == ("A-MINE", "R-1", "1EG4TE5MK99")
    assert biller.post(action, mine | {"revision": "1"}).status_code == 404, "no revision of this claim"
