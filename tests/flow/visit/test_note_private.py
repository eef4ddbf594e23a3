"""A psychotherapy note is written by a mental health professional, and opened by its author alone."""

import itertools

import pytest
from django.db import connections, transaction

from almoner.core.chart import Visit
from almoner.core.party import PersonName, Provider
from almoner.core.party.identifiers import npi
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.patient import register
from almoner.flow.refused import Refused
from almoner.flow.visit import note_private
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.flow.visit.test_note import open_visit
from tests.practices import DAY, House

WORDS = "Words between two people."
_STEMS = itertools.count(123600001)
EVERY_ROLE = frozenset({"provider", "coder", "biller", "manager", "front_desk", "admin"})


@pytest.fixture
def visit(house: House) -> Visit:
    return open_visit(house, DAY)


def professional(house: House, name: str, taxonomy: str) -> Actor:
    """Somebody who gives care under a taxonomy, signed in by name."""
    stem = npi(str(next(_STEMS)))
    drawn = Provider(0, PersonName("Ngo", "Linh"), stem, taxonomy, "NY1", "NY", user=name)
    register.set_up(house.actor, [drawn], on=DAY)
    return Actor(name, house.practice.id, frozenset({"provider"}))


def test_its_author_alone_opens_it(house: House, visit: Visit) -> None:
    linh = professional(house, "linh", "103TC0700X")
    kept = note_private.keep(linh, visit.id, WORDS, on=DAY)
    assert [words for _, _, words in note_private.page(linh, visit.id, on=DAY).own] == [WORDS]
    other = professional(house, "sol", "2084P0800X")
    everything = Actor(other.name, house.practice.id, EVERY_ROLE)
    assert note_private.page(everything, visit.id, on=DAY).own == []
    with books(house.practice.id) as session:
        body = session.value("SELECT body::text FROM record WHERE id = %s", kept.id)
    assert WORDS not in body


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE psychotherapy_text SET words = words || '.' WHERE id = %s",
        "DELETE FROM psychotherapy_text WHERE id = %s",
    ],
)
def test_words_that_somebody_changed_behind_the_flows_are_found(house: House, visit: Visit, sql: str) -> None:
    linh = professional(house, f"linh{next(_STEMS)}", "103TC0700X")
    kept = note_private.keep(linh, visit.id, WORDS, on=DAY)
    assert [one for one in verify(house.practice.id, on=DAY) if "psychotherapy" in one.check] == []
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"SET LOCAL almoner.practice = '{house.practice.id}'")
        cursor.execute("ALTER TABLE psychotherapy_text DISABLE TRIGGER USER")
        cursor.execute(sql, [kept.id])
        found = [one for one in verify(house.practice.id, on=DAY) if "psychotherapy" in one.check]
        transaction.set_rollback(True, using="owner")
    assert [(one.check, one.ids) for one in found] == [("words of a psychotherapy note", (kept.id,))]


@pytest.mark.parametrize("taxonomy", ["207Q00000X", "2084N0400X", "363LF0000X", ""])
def test_who_is_no_mental_health_professional_keeps_none(house: House, visit: Visit, taxonomy: str) -> None:
    doctor = professional(house, "doc", taxonomy)
    with pytest.raises(Refused, match="mental health professional"):
        note_private.keep(doctor, visit.id, WORDS, on=DAY)
    with pytest.raises(Refused, match="mental health professional"):
        note_private.page(doctor, visit.id, on=DAY)


@pytest.mark.parametrize("role", sorted(EVERY_ROLE - {"provider"}))
def test_no_other_role_reaches_them(house: House, visit: Visit, role: str) -> None:
    with pytest.raises(AccessDenied):
        note_private.page(Actor("linh", house.practice.id, frozenset({role})), visit.id, on=DAY)


@pytest.mark.parametrize("words", ["", " \n", "x" * 200_001], ids=["empty", "blank", "too long"])
def test_what_is_no_note_is_refused(house: House, visit: Visit, words: str) -> None:
    linh = professional(house, "linh", "1041C0700X")
    with pytest.raises(Refused):
        note_private.keep(linh, visit.id, words, on=DAY)
