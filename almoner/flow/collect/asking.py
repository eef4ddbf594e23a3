"""The policy by which guarantors are asked, and the words of what they get."""

from functools import cache
from importlib.resources import files

from almoner.core.collect.dunning import Dunning, read_dunning
from almoner.core.report.statement import Wording
from almoner.flow.policy import labels


@cache
def dunning() -> Dunning:
    """Return the policy by which guarantors are asked."""
    return read_dunning(
        files("almoner").joinpath("policy", "collect", "dunning.toml").read_text(encoding="utf-8")
    )


def wording() -> Wording:
    """Return what the words of statements come from."""
    return Wording(labels(), dunning())
