"""What a refusal teaches a coder: the words behind the codes, and the rules, one key from their list."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from almoner.core.charge import Superbill
from almoner.core.claim import ClaimState
from almoner.core.claim.judgement import Judgement, Override, mark
from almoner.core.coding.review import CodedService, Codes, CodingReview, ReviewState
from almoner.core.denial import Denial
from almoner.core.rules import Because, Finding, Severity
from tests.web.shelf import DAY, Shelf

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("house")
SAID = Finding(
    "NCC-02",
    "pair",
    Severity.HOLD,
    2,
    "11042 is paid within 99213.",
    "Add a modifier where the note bears it out.",
    Because("ncci-pairs", "NCCI PTP 2026", "99213 with 11042"),
    "97",
)


def refused(shelf: Shelf) -> Denial:
    """A line that two codes of one visit were refused for, which a rule had held and a person had let go."""
    patient = shelf.patient(0)
    visit, lines = shelf.charged_visit(patient, on=DAY - timedelta(days=30))
    claim = shelf.claim(shelf.coverage(patient), visit, lines, patient, state=ClaimState.DENIED)
    shelf.records += [
        Judgement(
            shelf.id(), claim.id, claim.revision_id, DAY, "policy", (SAID, replace(SAID, line=1, edit="X-1"))
        ),
        Override(shelf.id(), claim.id, claim.revision_id, mark(SAID), "NCC-02", 2, "two sites", "dana", DAY),
    ]
    return shelf.denial(claim, lines[1], carc="97", category="bundling", owner="coder")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(name="Taught")


def card(page: str) -> str:
    start = page.index('id="ta"')
    return page[start : page.index("</section>", start)]


def test_a_refusal_of_codes_stands_in_the_coder_s_list_and_leads_to_note_and_rule(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    denial = refused(shelf)
    shelf.lay()
    coder = sign_in("coder", practice_id=shelf.practice_id)
    listed = coder.get("/coding").content.decode()
    assert f'href="/denials/{denial.id}" data-key="d"' in listed
    assert ">11042<" in listed
    assert not re.search(r"\$\s?[0-9]", listed), "never money where codes are chosen"
    taught = card(coder.get(f"/denials/{denial.id}").content.decode())
    assert 'href="/rules/ncci-pairs"' in taught
    assert "NCCI PTP 2026: 99213 with 11042" in taught
    assert "dana let it go: two sites" in taught
    assert "X-1" not in taught, "another line's"
    assert "/superbill" in taught
    assert "E11.9" in taught
    assert "I10" not in taught, "the line points to the first diagnosis alone"


def test_it_is_not_for_who_decides_on_no_codes_nor_for_who_still_codes_blind(
    shelf: Shelf, sign_in: "Callable[..., Client]"
) -> None:
    denial = refused(shelf)
    patient_id = denial.patient_id
    bill = next(one for one in shelf.records if isinstance(one, Superbill))
    first = Codes(("E119",), (CodedService("99213", 1, ()),))
    note = next(one for one in shelf.records if one.kind == "note")
    shelf.records.append(
        CodingReview(
            id=shelf.id(),
            visit_id=bill.visit_id,
            patient_id=patient_id,
            note_id=note.id,
            superbill_id=bill.id,
            coded_by="somebody",
            first=first,
            grounds=(),
            holds_claim=False,
            card="card",
            provider_id=shelf.provider.id,
            state=ReviewState.DRAWN,
            drawn_on=DAY,
            due_on=DAY,
        )
    )
    shelf.lay()
    for role in ("biller", "manager", "coder"):
        page = sign_in(role, practice_id=shelf.practice_id).get(f"/denials/{denial.id}").content.decode()
        assert 'id="ta"' not in page, role
    assert 'id="rf"' not in sign_in("provider", practice_id=shelf.practice_id).get("/coding").content.decode()
