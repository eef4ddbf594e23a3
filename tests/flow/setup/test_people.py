"""Who may enter: decisions on record in the sealed audit, conflicts of rights, and nobody locked out."""

from datetime import date, timedelta

import pytest

from almoner.core.party.access_act import AccessAct
from almoner.core.report.productivity import WORK
from almoner.flow.access import ROLES, Actor, office
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


def known(house: House, name: str, *roles: str) -> str:
    told = f"{name}{house.practice.id}"
    for role in roles:
        people.invite(admin(house), told, role, on=DAY)
    return told


def test_of_several_roles_those_are_told_of_which_nothing_was_done(house: House) -> None:
    assert set(people.DOES) == set(ROLES)
    assert set().union(*people.DOES.values()) <= set(WORK.values())
    assert people.unused_of(("biller", "coder"), {"post"}) == ("coder",)
    assert people.unused_of(("biller", "coder"), ()) == ("biller", "coder")
    assert people.unused_of(("biller",), ()) == (), "who has one role is idle or not"
    both = known(house, "both", "admin", "coder")
    they = Actor(both, house.practice.id, frozenset({"admin"}))
    later = DAY + timedelta(days=120)
    assert one(house, both, on=DAY).unused == (), "they had no time yet"
    people.invite(they, f"new{both}", "provider", on=later)
    found = one(house, both, on=later)
    assert (found.unused, found.is_clear) == (("coder",), False)
    assert people.review(admin(house), on=later).vacant == ("biller", "front_desk", "manager")


def one(house: House, name: str, *, on: date) -> people.Person:
    return next(each for each in people.review(admin(house), on=on).people if each.row.name == name)


def test_a_forgotten_password_is_renewed_and_on_record_and_never_one_s_own(house: House) -> None:
    clerk = known(house, "clerk", "biller")
    first = one(house, clerk, on=DAY).row
    password = people.renew_password(admin(house), clerk)
    assert len(password) >= 12
    with books(house.practice.id) as session:
        *_, act = session.find(AccessAct, person=clerk)
        said = session.rows(
            "SELECT reason, body::text FROM audit_entry e JOIN record r ON "
            "r.practice_id = e.practice_id AND r.audit_id = e.id WHERE r.id = %s AND e.practice_id = %s",
            act.id,
            house.practice.id,
        )
    assert (act.act, act.roles, act.decided_by) == ("password", (), "ada")
    assert said[0][0] == f"{clerk}: password renewed"
    assert password not in str(said)
    assert one(house, clerk, on=DAY).row == first, "nobody looked at their rights by that"
    assert faults(house, on=DAY) == []
    with pytest.raises(Refused, match="changed with the old one"):
        people.renew_password(admin(house), "ada")
    with pytest.raises(Refused, match="nobody called nobody"):
        people.renew_password(admin(house), "nobody")


def test_who_enters_other_practices_gets_a_password_of_the_operator_alone(house: House) -> None:
    from almoner.flow.users import renew_password

    other = new_house()
    clerk = known(house, "clerk", "biller")
    people.invite(admin(other), clerk, "biller", on=DAY)
    with pytest.raises(Refused, match="the operator alone"):
        people.renew_password(admin(house), clerk)
    renew_password(office(house.practice.id), name=clerk, password="another long password")
    for here in (house, other):
        with books(here.practice.id) as session:
            *_, act = session.find(AccessAct, person=clerk)
        assert (act.act, act.decided_by) == ("password", office(0).name)
        assert faults(here, on=DAY) == []
