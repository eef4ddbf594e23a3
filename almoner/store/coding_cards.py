"""The cards of second reviews and of autonomy, as they ship with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.coding.autonomy import AutonomyCard, read_autonomy
from almoner.core.coding.sampling import Sampling, read_sampling


@cache
def shipped_sampling() -> Sampling:
    """The card of second reviews; SamplingError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/review.toml")
    return read_sampling(path.read_text("utf-8"), path.name)


@cache
def shipped_autonomy() -> AutonomyCard:
    """The card of autonomy; AutonomyError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/autonomy.toml")
    return read_autonomy(path.read_text("utf-8"), path.name)
