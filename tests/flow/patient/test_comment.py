"""Comments keep every version, tell whom they name, and tell nobody of what they may not open."""

import pytest

from almoner.core.party.comment import Comment, CommentState, Notice
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.desk import notices
from almoner.flow.patient import comment
from almoner.flow.patient.comment import About
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.store.commit import StalePlan
from almoner.store.session import NotFound, books
from tests.flow.cycle import Sent, faults, sent_claim
from tests.practices import DAY, House, new_house


@pytest.fixture(scope="module")
def house(store: object) -> House:
    """A practice with three people; their names end in its number, as names are everywhere one person's."""
    assert store
    made = new_house()
    admin = Actor("ada", made.practice.id, frozenset({"admin"}))
    for role in ("biller", "manager", "front_desk", "admin"):
        people.invite(admin, name(made, role), role, on=DAY)
    return made


@pytest.fixture(scope="module")
def sent(house: House) -> Sent:
    return sent_claim(house)


def name(house: House, role: str) -> str:
    return f"{role}{house.practice.id}"


def who(house: House, role: str) -> Actor:
    return Actor(name(house, role), house.practice.id, frozenset({role}))


def waiting(house: House, role: str) -> list[str]:
    return [row.text for row in notices.mine(who(house, role), on=DAY).rows]


def test_who_is_named_is_told_and_nobody_else(house: House, sent: Sent) -> None:
    boss = name(house, "manager")
    made = comment.write_on_claim(
        who(house, "biller"), sent.claim.id, f"@{boss.upper()} may we  wait?", on=DAY
    )
    assert (made.text, made.named) == (f"@{boss.upper()} may we wait?", (boss,))
    found = notices.mine(who(house, "manager"), on=DAY)
    assert [(row.told_by, row.control) for row in found.rows] == [(made.written_by, sent.claim.control)]
    assert found.frame.notices == 1
    assert notices.mine(who(house, "biller"), on=DAY).frame.notices == 0
    (row,) = found.rows
    with pytest.raises(NotFound):
        notices.deal_with(who(house, "biller"), row.id, on=DAY)
    notices.deal_with(who(house, "manager"), row.id, on=DAY)
    assert waiting(house, "manager") == []
    notices.open_again(who(house, "manager"), row.id, on=DAY)
    with pytest.raises(Refused, match="is open"):
        notices.open_again(who(house, "manager"), row.id, on=DAY)
    assert waiting(house, "manager") == [made.text]
    notices.deal_with(who(house, "manager"), row.id, on=DAY)
    done = notices.deal_with(who(house, "manager"), row.id, on=DAY)
    assert done.version == 4, "what is done stays so"
    assert faults(house) == []


def test_a_change_is_a_version_that_tells_whom_it_names_newly(house: House, sent: Sent) -> None:
    boss, desk = name(house, "manager"), name(house, "front_desk")
    about = About(sent.claim.patient_id, visit_id=sent.claim.visit_ids[0])
    made = comment.write(who(house, "biller"), about, f"@{boss} see the card", on=DAY)
    text = f"@{boss} and @{desk} see the new card"
    comment.mend(who(house, "biller"), made.id, text, seen=1, on=DAY)
    with pytest.raises(StalePlan):
        comment.mend(who(house, "biller"), made.id, "late", seen=1, on=DAY)
    with books(house.practice.id) as session:
        assert [one.text for one in session.history(Comment, made.id)] == [made.text, text]
        assert sorted(one.person for one in session.find(Notice, comment_id=made.id)) == [desk, boss]
    assert waiting(house, "front_desk") == [text]
    with pytest.raises(Refused, match="Somebody else wrote"):
        comment.take_back(who(house, "manager"), made.id, on=DAY)
    gone = comment.take_back(who(house, "biller"), made.id, on=DAY)
    assert gone.state is CommentState.WITHDRAWN
    assert waiting(house, "front_desk") == waiting(house, "manager") == []
    with pytest.raises(Refused, match="taken back already"):
        comment.mend(who(house, "biller"), made.id, "again", seen=3, on=DAY)
    assert faults(house) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \n ", "empty"),
        ("x" * 2001, "too long"),
        ("@nobodysname look", "is called nobodysname"),
        (" ".join(f"@a{number}" for number in range(11)), "Too many"),
    ],
)
def test_what_can_not_be_kept_is_refused(house: House, sent: Sent, text: str, why: str) -> None:
    about = About(sent.claim.patient_id)
    with pytest.raises(Refused, match=why):
        comment.write(who(house, "biller"), about, text, on=DAY)


def test_nobody_is_told_of_what_they_may_not_open(house: House, sent: Sent) -> None:
    about = About(sent.claim.patient_id, claim_id=sent.claim.id)
    for role in ("front_desk", "admin"):
        with pytest.raises(Refused, match="may open claims"):
            comment.write(who(house, "biller"), about, f"@{name(house, role)} look", on=DAY)
    with pytest.raises(AccessDenied):
        comment.write(who(house, "front_desk"), about, "I see it", on=DAY)
    with pytest.raises(AccessDenied):
        comment.write(who(house, "admin"), About(sent.claim.patient_id), "I see nobody", on=DAY)


def test_another_patient_s_claim_or_visit_takes_no_comment(house: House, sent: Sent) -> None:
    other = sent_claim(house)
    for about in (
        About(other.claim.patient_id, claim_id=sent.claim.id),
        About(other.claim.patient_id, visit_id=sent.claim.visit_ids[0]),
    ):
        with pytest.raises(NotFound):
            comment.write(who(house, "biller"), about, "to the wrong one", on=DAY)
