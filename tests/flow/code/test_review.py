"""A coded visit is coded again by another person who doesn't see the first codes; what differs is settled."""

from dataclasses import replace

import pytest

from almoner.core.charge import Superbill, SuperbillLine
from almoner.core.charge.draft import BillForm, LineForm
from almoner.core.chart import Visit
from almoner.core.claim import ClaimState
from almoner.core.coding.decision import Act, Sort
from almoner.core.coding.review import CodedService, Codes, CodingReview, ReviewState, Right
from almoner.core.coding.sampling import Ground
from almoner.core.plan import Task, TaskState
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim, held
from almoner.flow.code import agreement, code, review, review_draw, superbill
from almoner.flow.code.superbill import Choice
from almoner.flow.follow import follow, late_charge
from almoner.flow.follow.late_charge import Late
from almoner.flow.refused import Refused
from almoner.flow.visit import document
from almoner.store.proof.verify import verify
from almoner.store.session import books
from almoner.store.shipped.coding_cards import shipped_sampling
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, opened_visit, visit_of

NOTE = "HPI: Here for her pressure.\nAssessment:\n1. Hypertension, at goal. Continue lisinopril 10 mg.\n"
SAME = Codes(("I10",), (CodedService("99213"),))
OTHER = Codes(("I10",), (CodedService("99212"),))


@pytest.fixture
def house(store: object) -> House:
    assert store
    made = new_house()
    visit_of(made, add_patient(made, MEDICARE))  # gives the practice a fee
    charge.charge_visits(made.actor, charge.coded_visits(made.actor), on=DAY)
    claim.build_claims(made.actor, claim.charged_visits(made.actor), on=DAY)
    return made


def actor(house: House, name: str, role: str = "coder") -> Actor:
    """A person of the practice who may sign in."""
    from almoner.flow.users import add_user

    own = f"{name}{house.practice.id}"
    add_user(house.actor, name=own, password="long enough for all", role=role)
    return Actor(own, house.practice.id, frozenset({role}))


@pytest.fixture
def team(house: House) -> tuple[Actor, Actor, Actor]:
    return actor(house, "kim"), actor(house, "lee"), actor(house, "adeyemi", "provider")


def finished(house: House, coder: Actor, modifiers: tuple[str, ...] = ()) -> Visit:
    """A visit that a coder has finished on the screen."""
    visit = opened_visit(house, add_patient(house, MEDICARE))
    document.sign_notes(house.actor, {visit.id: NOTE}, on=DAY)
    added = Choice(Sort.SERVICE, "", Act.ADD, "99213")
    superbill.choose(coder, visit.id, added, on=DAY)
    accepted = Choice(Sort.DIAGNOSIS, "I10", Act.ACCEPT, "I10", opened=True, seconds=4)
    superbill.choose(coder, visit.id, accepted, on=DAY)
    form = BillForm(("I10",), {"99213": LineForm(1, modifiers, (1,))})
    superbill.finish(coder, visit.id, form, on=DAY)
    return visit


def reviews(house: House, visit: Visit) -> list[CodingReview]:
    with books(house.practice.id) as session:
        return session.find(CodingReview, visit_id=visit.id)


def tasks(house: House, visit: Visit) -> list[tuple[str, str]]:
    with books(house.practice.id) as session:
        found = session.find(Task, subject_id=visit.id, state=TaskState.OPEN)
    return [(one.what, one.owner) for one in found]


def built(house: House, visit: Visit) -> ClaimState:
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    return made.state


def test_a_beginner_s_visit_is_drawn_and_its_claim_waits_with_an_owner(
    house: House, team: tuple[Actor, Actor, Actor]
) -> None:
    kim, lee, _ = team
    visit = finished(house, kim)
    (drawn,) = reviews(house, visit)
    assert drawn.coded_by == kim.name
    assert Ground.BEGINNER in drawn.grounds
    assert drawn.holds_claim
    assert (drawn.suggested, drawn.accepted) == (("I10",), ("I10",))
    assert tasks(house, visit) == [("claim_review", "coder")]
    assert built(house, visit) is ClaimState.HELD
    review.code_again(lee, visit.id, SAME, on=DAY)
    assert reviews(house, visit)[0].state is ReviewState.AGREED
    assert tasks(house, visit) == []
    (freed,) = held.look_again(house.actor, on=DAY)
    assert freed.state is ClaimState.READY
    assert verify(house.practice.id, on=DAY) == []


def test_nobody_who_may_code_it_again_sees_the_first_codes(
    house: House, team: tuple[Actor, Actor, Actor]
) -> None:
    kim, lee, provider = team
    visit = finished(house, kim)
    for other in (lee, provider):
        with pytest.raises(Refused, match="second review"):
            superbill.screen(other, visit.id, BillForm(), on=DAY)
    assert superbill.screen(kim, visit.id, BillForm(), on=DAY).bill.lines
    review.code_again(lee, visit.id, OTHER, on=DAY)
    assert superbill.screen(lee, visit.id, BillForm(), on=DAY).bill.lines


def test_the_first_coder_is_never_the_second(house: House, team: tuple[Actor, Actor, Actor]) -> None:
    kim, _, _ = team
    visit = finished(house, kim)
    with pytest.raises(Refused, match="doesn't code it a second time"):
        review.code_again(kim, visit.id, SAME, on=DAY)
    sql = "UPDATE coding_review SET reviewed_by = coded_by WHERE practice_id = %s"
    with pytest.raises(Exception, match="another_person"), books(house.practice.id) as session:
        session.rows(f"{sql} RETURNING id", house.practice.id)


def test_what_differs_is_settled_by_a_third_person_and_wrong_codes_are_corrected_first(
    house: House, team: tuple[Actor, Actor, Actor]
) -> None:
    kim, lee, provider = team
    visit = finished(house, kim)
    told = review.code_again(lee, visit.id, OTHER, on=DAY)
    assert [one.about for one in told.differences] == ["99213", "99212"]
    assert tasks(house, visit) == [("claim_review", "coder")]
    said = [(Right.SECOND, "no drug was managed"), (Right.SECOND, "no drug was managed")]
    for own in (kim, lee):
        with pytest.raises(Refused, match="settle"):
            review.settle(own, visit.id, said, on=DAY)
    with pytest.raises(Refused, match="Say why"):
        review.settle(provider, visit.id, [(Right.SECOND, ""), said[1]], on=DAY)
    with pytest.raises(Refused, match="each difference"):
        review.settle(provider, visit.id, said[:1], on=DAY)
    settled = review.settle(provider, visit.id, said, on=DAY)
    assert (settled.state, settled.settled_by) == (ReviewState.SETTLED, provider.name)
    assert tasks(house, visit) == [("code_correction", "coder")]
    assert built(house, visit) is ClaimState.HELD
    with pytest.raises(Refused, match="Nothing differs"):
        review.settle(provider, visit.id, said, on=DAY)


def test_the_outcome_shows_by_coder_provider_and_family(
    house: House, team: tuple[Actor, Actor, Actor]
) -> None:
    kim, lee, provider = team
    review.code_again(lee, finished(house, kim).id, SAME, on=DAY)
    visit = finished(house, kim)
    review.code_again(lee, visit.id, OTHER, on=DAY)
    said = [(Right.SECOND, "no drug was managed")] * 2
    review.settle(provider, visit.id, said, on=DAY)
    manager = Actor("moira", house.practice.id, frozenset({"manager"}))
    found = agreement.agreed(manager, on=DAY)
    assert [(one.name, one.codes, one.held) for one in found.reviewed.by_coder] == [(kim.name, 5, 3)]
    families = {one.name: (one.codes, one.held) for one in found.reviewed.by_family}
    assert families == {"I10": (2, 2), "992xx": (3, 1)}
    assert found.reviewed.count == 2
    assert found.reviewed.seen_bp == found.reviewed.blind_bp == 10_000


def test_a_task_is_not_closed_over_an_open_review(house: House, team: tuple[Actor, Actor, Actor]) -> None:
    kim, lee, _ = team
    visit = finished(house, kim)
    with books(house.practice.id) as session:
        (task,) = session.find(Task, subject_id=visit.id, state=TaskState.OPEN)
    with pytest.raises(Refused, match="Nobody would follow"):
        follow.close_task(lee, task.id, on=DAY, outcome="looked at it")


def test_where_nobody_else_could_review_nothing_is_drawn(house: House) -> None:
    visit = finished(house, actor(house, "kim"))
    assert reviews(house, visit) == []


def test_a_practised_coder_s_plain_visit_goes_by_the_share_alone(
    house: House, team: tuple[Actor, Actor, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = replace(shipped_sampling(), first_visits=0, share=0, families={})
    monkeypatch.setattr(review_draw, "shipped_sampling", lambda: card)
    kim, _, _ = team
    assert reviews(house, finished(house, kim)) == []
    (drawn,) = reviews(house, finished(house, kim, ("25",)))
    assert drawn.grounds == (Ground.RISKY,)


def test_many_visits_coded_in_one_act_are_drawn_as_one_by_one(
    house: House, team: tuple[Actor, Actor, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = replace(shipped_sampling(), first_visits=1, share=0, families={})
    monkeypatch.setattr(review_draw, "shipped_sampling", lambda: card)
    kim, lee, _ = team
    visits = [opened_visit(house, add_patient(house, MEDICARE)) for _ in range(3)]
    document.sign_notes(house.actor, {visit.id: NOTE for visit in visits}, on=DAY)
    modifiers: tuple[tuple[str, ...], ...] = ((), (), ("25",))
    bills = [
        Superbill(0, visit.id, 0, ("I10",), (SuperbillLine("99213", 1, 15000, (1,), said),), "", DAY)
        for visit, said in zip(visits, modifiers, strict=True)
    ]
    code.decide_codes(kim, bills, on=DAY)
    found = [[one.grounds for one in reviews(house, visit)] for visit in visits]
    assert found == [[(Ground.BEGINNER,)], [], [(Ground.RISKY,)]]
    assert built(house, visits[2]) is ClaimState.HELD
    review.code_again(lee, visits[2].id, replace(SAME, services=(CodedService("99213", 1, ("25",)),)), on=DAY)
    assert [one.state for one in held.look_again(house.actor, on=DAY)] == [ClaimState.READY]


def test_a_charge_after_the_superbill_is_reviewed_too(
    house: House, team: tuple[Actor, Actor, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = replace(shipped_sampling(), first_visits=0, share=0, families={})
    monkeypatch.setattr(review_draw, "shipped_sampling", lambda: card)
    kim, lee, doctor = team
    visit = finished(house, kim)
    charge.charge_visits(house.actor, [visit.id], on=DAY)

    def charged_late(modifiers: tuple[str, ...]) -> None:
        said = Late(Choice(Sort.SERVICE, "", Act.ADD, "99213"), 1, modifiers, ("I10",))
        late_charge.decide_late(kim, visit.id, said, on=DAY)

    charged_late(("76",))
    assert reviews(house, visit) == []
    charged_late(("25",))
    (drawn,) = reviews(house, visit)
    assert (drawn.grounds, len(drawn.first.services)) == ((Ground.RISKY,), 3)
    charged_late(("77",))
    (joined,) = reviews(house, visit)
    assert (joined.version, len(joined.first.services)) == (2, 4)
    (claimed,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    assert claimed.state is ClaimState.HELD
    seen = replace(SAME, services=(CodedService("99213", 1, ("59",)),))
    review.code_again(lee, visit.id, seen, on=DAY)
    with pytest.raises(Refused, match="being settled"):
        charged_late(("59",))
    (differing,) = reviews(house, visit)[0].differences
    assert differing.second == "99213 59"
    review.settle(doctor, visit.id, [(Right.SECOND, "The note says so")], on=DAY)
    charged_late(("59",))
    assert len(reviews(house, visit)) == 1
    charged_late(("22",))
    assert [one.state for one in reviews(house, visit)] == [ReviewState.SETTLED, ReviewState.DRAWN]
    assert review.show(lee, visit.id, on=DAY).review.state is ReviewState.DRAWN


def test_only_who_may_review_sees_a_review(house: House, team: tuple[Actor, Actor, Actor]) -> None:
    visit = finished(house, team[0])
    for role in ("front_desk", "biller", "manager", "admin"):
        other = Actor("frances", house.practice.id, frozenset({role}))
        with pytest.raises(AccessDenied):
            review.show(other, visit.id, on=DAY)
        with pytest.raises(AccessDenied):
            review.code_again(other, visit.id, SAME, on=DAY)
        with pytest.raises(AccessDenied):
            review.settle(other, visit.id, [], on=DAY)


def test_a_code_that_is_none_of_the_day_is_not_taken(house: House, team: tuple[Actor, Actor, Actor]) -> None:
    visit = finished(house, team[0])
    with pytest.raises(Refused, match="no billable diagnosis"):
        review.code_again(team[1], visit.id, replace(SAME, diagnoses=("I1",)), on=DAY)
    with pytest.raises(Refused, match="no second review"):
        review.code_again(team[1], visit.id + 1, SAME, on=DAY)
