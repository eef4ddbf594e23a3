"""What the coder's tests share: the headings that ship, and small lexica."""

from functools import cache
from importlib.resources import files

from almoner.core.coding.headings import Headings, load_headings


@cache
def shipped_headings() -> Headings:
    """The headings of the lexicon that ships."""
    return load_headings(files("almoner").joinpath("policy/lexicon/headings.toml").read_text("utf-8"))
