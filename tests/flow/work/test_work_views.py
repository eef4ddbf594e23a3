"""Views of the open work are a person's own: kept under a name, dropped, taken up again."""

import pytest

from almoner.core.party.work_view import WorkView
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.refused import Refused
from almoner.flow.work.look_work import Wanted, work
from almoner.flow.work.work_views import MOST_KEPT, drop, keep, take_up
from almoner.store.lists.lists_work import View
from tests.web.shelf import DAY, Shelf


@pytest.fixture
def shelf(store: object) -> Shelf:
    assert store
    return Shelf(name="Views").lay()


def biller(shelf: Shelf, name: str = "bea") -> Actor:
    return Actor(name, shelf.practice_id, frozenset({"biller"}))


def kept(actor: Actor) -> list[WorkView]:
    return list(work(actor, Wanted(), on=DAY).kept)


def test_a_view_is_kept_anew_under_its_name_and_is_one_s_own(shelf: Shelf) -> None:
    bea, ann = biller(shelf), biller(shelf, "ann")
    first = keep(bea, "Large", Wanted(least_cents=500_00), on=DAY)
    assert keep(bea, " LARGE ", Wanted(is_mine=False, view=View.DENIED, within_days=7), on=DAY) == first
    (view,) = kept(bea)
    assert (view.name, view.version, view.is_mine) == ("LARGE", 2, False)
    assert (view.view, view.least_cents, view.within_days) == ("denied", 0, 7)
    assert kept(ann) == []
    with pytest.raises(Refused, match="no such view of yours"):
        drop(ann, first, on=DAY)


def test_a_dropped_view_is_taken_up_unless_its_name_is_taken(shelf: Shelf) -> None:
    bea = biller(shelf)
    first = keep(bea, "Large", Wanted(), on=DAY)
    drop(bea, first, on=DAY)
    assert kept(bea) == []
    with pytest.raises(Refused, match="no such view of yours"):
        drop(bea, first, on=DAY)
    take_up(bea, first, on=DAY)
    assert [view.id for view in kept(bea)] == [first]
    drop(bea, first, on=DAY)
    keep(bea, "large", Wanted(), on=DAY)
    with pytest.raises(Refused, match="has this name"):
        take_up(bea, first, on=DAY)


def test_names_and_numbers_of_views_are_bounded(shelf: Shelf) -> None:
    bea = biller(shelf)
    for name in (" ", "n" * 41, "a\x07b"):
        with pytest.raises(Refused, match="1 to 40 characters"):
            keep(bea, name, Wanted(), on=DAY)
    for number in range(MOST_KEPT):
        keep(bea, f"view {number}", Wanted(), on=DAY)
    with pytest.raises(Refused, match="kept already"):
        keep(bea, "one more", Wanted(), on=DAY)


def test_who_sees_no_work_keeps_no_view(shelf: Shelf) -> None:
    admin = Actor("ada", shelf.practice_id, frozenset({"admin"}))
    with pytest.raises(AccessDenied):
        keep(admin, "", Wanted(), on=DAY)
    with pytest.raises(AccessDenied):
        drop(admin, 0, on=DAY)
    with pytest.raises(AccessDenied):
        take_up(admin, 0, on=DAY)
