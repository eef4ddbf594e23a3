"""The charge cards that come with the product, read once a process."""

from functools import cache
from importlib.resources import files

from almoner.core.charge.charge_card_file import read_cards
from almoner.core.charge.charge_cards import CardFile


@cache
def shipped_charge_cards() -> tuple[CardFile, ...]:
    """Return the shipped cards in the order of their names."""
    folder = files("almoner").joinpath("policy/charges")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(read_cards(one.read_text("utf-8"), one.name) for one in found)
