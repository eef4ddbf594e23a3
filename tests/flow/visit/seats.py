"""A practice whose provider signs in, for visits that they begin themselves."""

from dataclasses import replace

from almoner.flow.access import Actor
from almoner.flow.patient import register
from tests.practices import DAY, House, new_house


def seated_house() -> House:
    made = new_house()
    seat = replace(made.provider, version=made.provider.version + 1, user="adeyemi")
    register.set_up(made.actor, [seat], on=DAY)
    return made


def doctor(house: House) -> Actor:
    return Actor("adeyemi", house.practice.id, frozenset({"provider"}))
