"""A remittance on paper is keyed, kept with who, why and its picture, and runs through the one pipeline."""

from dataclasses import replace
from datetime import date

import pytest

from almoner.core.remit import Remittance, RemittanceState
from almoner.core.wire.interchange import Interchange
from almoner.core.wire.paper_eob import KeyedLevel
from almoner.flow.refused import Refused
from almoner.flow.remit.paper_eob import Typed, TypedClaim, TypedLine, sheet, take_in_sheet
from almoner.flow.remit.post import post, preview, reverse
from almoner.flow.scrub.posting_rules import PayerRule, set_payer
from almoner.store.session import books
from tests.flow.cycle import LINE, Sent, balances, faults, pay, sent_claim, standing, take_in, totals
from tests.flow.files import Payment, paying
from tests.practices import House, new_house

ON = date(2026, 3, 16)
PICTURE = b"%PDF-1.7 a sheet"


@pytest.fixture
def house(store: object) -> House:
    """A practice of the test's own."""
    assert store
    return new_house()


def typed(house: House, *claims: TypedClaim, amount: int, **more: object) -> Typed:
    base = Typed(house.payers["MCR01"].id, "CK1001", "CHK", ON, amount, claims)
    return replace(base, **more)  # type: ignore[arg-type]


def claim(sent: Sent, *lines: TypedLine, status: str = "1") -> TypedClaim:
    told = {line.id: one for line, one in zip(sent.lines, lines, strict=True)}
    return TypedClaim(sent.claim.id, "ICN77", told, status)


def test_p30_a_sheet_is_kept_with_who_keyed_it_its_note_and_its_picture(house: House) -> None:
    sent = sent_claim(house)
    told = typed(
        house,
        claim(sent, TypedLine(8000, 2000, "PR 1")),
        amount=8000,
        note="came with the mail of 16 March",
        scan_name="sheet.pdf",
        scan=PICTURE,
    )
    remittance = take_in_sheet(house.actor, told, on=ON)
    assert (remittance.state, remittance.trace, remittance.method) == (
        RemittanceState.RECEIVED,
        "CK1001",
        "CHK",
    )
    with books(house.practice.id) as session:
        file = session.get(Interchange, remittance.interchange_id)
        assert (file.entered_by, file.why, file.sender) == (house.actor.name, told.note, "PAPER")
        assert session.content(file.scan_id) == PICTURE
    assert faults(house, on=ON) == []


def test_rf11_a_sheet_posts_as_the_electronic_one_would(house: House) -> None:
    keyed, electronic = sent_claim(house), sent_claim(house)
    remittance = take_in_sheet(
        house.actor, typed(house, claim(keyed, TypedLine(8000, 2000, "PR 1")), amount=8000), on=ON
    )
    assert preview(house.actor, remittance.id, on=ON).is_clean
    post(house.actor, remittance.id, on=ON)
    pay(house, Payment("MCR01", "T2", [electronic.paid(8000, ("PR", "1", 2000), ("CO", "45", 5000))]), on=ON)
    assert balances(house, keyed) == balances(house, electronic)
    assert balances(house, keyed) == {
        "cash": 8000,
        "contractual": 5000,
        "patient_ar": 2000,
        "revenue": -15000,
    }
    reverse(house.actor, remittance.id, on=ON, reason="keyed twice")
    assert balances(house, keyed) == {"payer_ar:1": 15000, "revenue": -15000}
    assert faults(house, on=ON) == []


def test_reasons_are_carried_down_the_lines(house: House) -> None:
    sent = sent_claim(house, LINE, replace(LINE, code="99214"), replace(LINE, code="99215"))
    lines = (
        TypedLine(8000, 2000, "PR 3"),
        TypedLine(0, 0, "", 15000, "CO 197"),
        TypedLine(9000, 1000, "", 500),
    )
    remittance = take_in_sheet(house.actor, typed(house, claim(sent, *lines), amount=17000), on=ON)
    advice = preview(house.actor, remittance.id, on=ON).read.advices[0]
    assert [[(one.group, one.carc, one.cents) for one in line.adjustments] for line in advice.lines] == [
        [("PR", "3", 2000), ("CO", "45", 5000)],
        [("CO", "197", 15000)],
        [("PR", "3", 1000), ("CO", "197", 500), ("CO", "45", 4500)],
    ]


def test_nothing_is_made_up_where_the_sheet_does_not_add_up(house: House) -> None:
    sent = sent_claim(house)
    before = standing(house)
    line = TypedLine(8000, 2000, "PR 1")
    wrong = {
        r"\$1.00 apart": typed(house, claim(sent, line), amount=8100),
        "50.00 of its charge": typed(house, claim(sent, line), amount=8000, rest=""),
        "group and a code": typed(house, claim(sent, replace(line, share="XX 1")), amount=8000),
        "payer's number": typed(house, replace(claim(sent, line), payer_control=" "), amount=8000),
        "says nothing": typed(house, amount=0, method="NON"),
        "no PDF": typed(house, claim(sent, line), amount=8000, scan=b"MZ"),
        "stands twice": typed(house, claim(sent, line), claim(sent, line), amount=16000),
    }
    for match, told in wrong.items():
        with pytest.raises(Refused, match=match):
            take_in_sheet(house.actor, told, on=ON)
    assert standing(house) == before


def test_the_electronic_one_that_comes_after_the_sheet_is_not_posted_too(house: House) -> None:
    sent = sent_claim(house)
    told = typed(house, claim(sent, TypedLine(15000)), amount=15000)
    post(house.actor, take_in_sheet(house.actor, told, on=ON).id, on=ON)
    file = paying(house, Payment("MCR01", "CK1001", [sent.paid(15000)]))
    (again,) = take_in(house, file, on=ON).remittance_ids
    assert post(house.actor, again, on=ON).state is RemittanceState.SUSPECT
    assert totals(house)["cash"] == 15000


def test_a_monthly_amount_by_the_head_is_keyed_without_a_claim(house: House) -> None:
    rule = PayerRule(holds=False, capitated=["99213"])
    set_payer(house.actor, house.payers["MCR01"].id, rule, on=ON, reason="the contract")
    told = typed(house, amount=50000, levels=(KeyedLevel("CT", "MARCH", -50000),))
    post(house.actor, take_in_sheet(house.actor, told, on=ON).id, on=ON)
    assert totals(house) == {"cash": 50000, "capitation": -50000}


def test_the_form_shows_the_lines_of_the_claims_that_the_sheet_names(house: House) -> None:
    sent = sent_claim(house)
    shown = sheet(house.actor, [sent.claim.control.lower(), "A00STRANGE"], on=ON)
    assert [blank.claim.id for blank in shown.blanks] == [sent.claim.id]
    assert shown.blanks[0].lines == sent.lines
    assert (shown.unknown, shown.payer_id) == (("A00STRANGE",), house.payers["MCR01"].id)
    with books(house.practice.id) as session:
        assert session.find(Remittance) == []
