"""The card of how open work is ordered, as it ships with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.report.at_risk import Chances, load_chances


@cache
def shipped_chances() -> Chances:
    """The card; ChancesError where the file breaks its form."""
    path = files("almoner").joinpath("policy/work/chances.toml")
    return load_chances(path.read_text("utf-8"), path.name)
