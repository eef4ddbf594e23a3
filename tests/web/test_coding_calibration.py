"""What suggestions are worth, on the screens: in words beside each, and where a manager has it fit."""

import re
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from almoner.core.chart import Note, Visit
from almoner.core.coding.decision import Act, CodingDecision, Origin, Sort, Suggested
from tests.web.shelf import DAY, Shelf
from tests.web.test_coding import field
from tests.web.test_coding_reviews import MONEY, laid, shown

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["laid"]
pytestmark = pytest.mark.usefixtures("house")


def decide(shelf: Shelf, visit_id: int, count: int) -> None:
    """Decisions on suggestions of the visit's note, half of them accepted."""
    from almoner.core.plan import Plan
    from almoner.store.commit import Cause, commit
    from almoner.store.session import books

    draw = Random(count)
    with books(shelf.practice_id) as session:
        visit = session.get(Visit, visit_id)
        note = session.get(Note, visit.note_id)
        ids = session.ids()
        made = tuple(
            CodingDecision(
                next(ids),
                visit.id,
                visit.patient_id,
                note.id,
                note.sha256,
                Sort.DIAGNOSIS,
                f"J{10 + number % 80}{number // 80}",
                draw.choice((Act.ACCEPT, Act.REJECT)),
                "kim",
                DAY - timedelta(days=1 + (count - number) // 20),
                origin=Origin.SUGGESTED,
                suggestion=Suggested(f"J{10 + number % 80}{number // 80}", "confirm", 92, score=950),
                reason="not_assessed",
                evidence_opened=True,
                seconds=5,
            )
            for number in range(count)
        )
        commit(session, Plan(on=DAY, records=made), cause=Cause("test", "kim"))


def test_a_suggestion_says_in_words_how_often_it_is_right_and_by_what(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit_id = laid
    coder = sign_in("coder", practice_id=shelf.practice_id)
    manager = sign_in("manager", practice_id=shelf.practice_id)
    address = f"/visits/{visit_id}/superbill?open=dx-I10"
    before = coder.get(address).content.decode()
    assert re.search(r"nearly all were right in the notes it was measured on \(general 20", before)
    decide(shelf, visit_id, 320)
    page = manager.get("/agreement").content.decode()
    assert "320 decisions are there to fit on." in page
    assert "90 to 100" in page
    assert "general curve" in page
    form = {"once": field(page, "once")}
    for _ in range(2):
        assert manager.post("/agreement/fit", form).status_code == 302, "one form fits once"
    form = {"once": field(manager.get("/agreement").content.decode(), "once")}
    assert manager.post("/agreement/fit", form).status_code == 422, "another finds too little that is new"
    after = manager.get("/agreement").content.decode()
    assert "practice 1" in after
    assert "practice 2" not in after
    told = coder.get(address).content.decode()
    assert re.search(r"about [4-7] in 10 were accepted here \(practice 1\)", told)
    for each in (before, told, page, after):
        assert not MONEY.search(re.sub(r"Brier[^.]*\.\d+\)?|\b0\.\d{3}\b|\d+\.\d points?", "", shown(each)))


def test_few_decisions_are_told_and_a_coder_has_nothing_fit(
    laid: tuple[Shelf, int], sign_in: "Callable[..., Client]"
) -> None:
    shelf, visit_id = laid
    decide(shelf, visit_id, 30)
    manager, coder = (sign_in(role, practice_id=shelf.practice_id) for role in ("manager", "coder"))
    page = manager.get("/agreement").content.decode()
    assert "takes 300 decisions, and there are 30" in page
    assert 'action="/agreement/fit"' not in page
    refused = manager.post("/agreement/fit", {"once": field(page, "once")})
    assert refused.status_code == 422
    assert coder.get("/agreement").status_code == 403
    assert coder.post("/agreement/fit").status_code == 403
