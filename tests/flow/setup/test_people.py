"""Who may enter: decisions on record in the sealed audit, conflicts of rights, and nobody locked out."""

from datetime import timedelta

import pytest

from almoner.core.party.access_act import AccessAct
from almoner.flow.access import ROLES, Actor
from almoner.flow.refused import Refused
from almoner.flow.setup import people
from almoner.store.session import books
from tests.flow.cycle import faults
from tests.practices import DAY, House, new_house


@pytest.fixture
def house(store: object) -> House:
    assert store
    return new_house()


def admin(house: House) -> Actor:
    return Actor("ada", house.practice.id, frozenset({"admin"}))


def test_no_role_by_itself_is_in_conflict_and_two_may_be() -> None:
    assert all(people.conflicts([role]) == () for role in ROLES)
    assert "posts payments and closes the day" in people.conflicts(["biller", "manager"])
    assert "takes money and applies it" in people.conflicts(["biller", "front_desk"])


def test_each_decision_is_on_record(house: House) -> None:
    boss, clerk = f"boss{house.practice.id}", f"clerk{house.practice.id}"
    assert people.invite(admin(house), boss, "admin", on=DAY)
    assert people.invite(admin(house), clerk, "biller", on=DAY)
    assert people.invite(admin(house), clerk, "manager", on=DAY) == "", "they keep their password"
    people.keep(admin(house), clerk, on=DAY)
    assert people.take_away(admin(house), clerk, ["manager", "coder"], on=DAY) == ("manager",)
    assert people.take_away(admin(house), clerk, ["manager"], on=DAY) == ()
    with books(house.practice.id) as session:
        acts = session.find(AccessAct, person=clerk)
    assert [(one.act, one.roles) for one in acts] == [
        ("given", ("biller",)),
        ("given", ("manager",)),
        ("kept", ("biller", "manager")),
        ("taken", ("manager",)),
    ]
    assert faults(house, on=DAY) == []


def test_who_was_not_looked_at_for_a_year_is_due_and_who_was_not_here_is_idle(house: House) -> None:
    clerk = f"clerk{house.practice.id}"
    people.invite(admin(house), clerk, "biller", on=DAY)
    (new,) = people.review(admin(house), on=DAY).people
    assert (new.is_due, new.is_idle, new.conflicts) == (False, False, ())
    later = people.review(admin(house), on=DAY + timedelta(days=365))
    assert later.due == 1
    assert later.people[0].is_idle


def test_somebody_can_always_give_rights(house: House) -> None:
    boss, second = f"boss{house.practice.id}", f"second{house.practice.id}"
    people.invite(admin(house), boss, "admin", on=DAY)
    with pytest.raises(Refused, match="Nobody else could give rights"):
        people.take_away(admin(house), boss, ROLES, on=DAY)
    people.invite(admin(house), second, "admin", on=DAY)
    assert people.take_away(admin(house), boss, ROLES, on=DAY) == ("admin",)


def test_what_can_not_be_is_refused(house: House) -> None:
    for name in ("", "two words", "x" * 151):
        with pytest.raises(Refused, match="sign-in name"):
            people.invite(admin(house), name, "biller", on=DAY)
    with pytest.raises(Refused, match="there is no role"):
        people.invite(admin(house), "clerk", "emperor", on=DAY)
    with pytest.raises(Refused, match="Nobody of this name"):
        people.keep(admin(house), "nobody-here", on=DAY)
    with pytest.raises(Refused, match="Nobody of this name"):
        people.take_away(admin(house), "nobody-here", ROLES, on=DAY)
