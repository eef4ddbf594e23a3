"""The cards of second reviews, autonomy and calibration, as they ship with the product, and the general curve
from scores to confidence. Nothing here needs Django.
"""

from functools import cache
from importlib.resources import files

from almoner.core.coding.autonomy import AutonomyCard, read_autonomy
from almoner.core.coding.calibration import Calibration, CalibrationCard, general, read_card
from almoner.core.coding.day_card import DayCard, read_day_card
from almoner.core.coding.sampling import Sampling, read_sampling
from almoner.store.shipped.lexicon import shipped_weights


@cache
def shipped_sampling() -> Sampling:
    """The card of second reviews; SamplingError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/review.toml")
    return read_sampling(path.read_text("utf-8"), path.name)


@cache
def shipped_day_card() -> DayCard:
    """The card of a day's time; DayCardError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/day.toml")
    return read_day_card(path.read_text("utf-8"), path.name)


@cache
def shipped_autonomy() -> AutonomyCard:
    """The card of autonomy; AutonomyError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/autonomy.toml")
    return read_autonomy(path.read_text("utf-8"), path.name)


@cache
def shipped_card() -> CalibrationCard:
    """The card of calibration; CalibrationError where the file breaks its form."""
    path = files("almoner").joinpath("policy/coding/calibration.toml")
    return read_card(path.read_text("utf-8"), path.name)


@cache
def shipped_calibration() -> Calibration:
    """The general calibration, which `bench coding --fit` made of our own notes; CalibrationError where the
    file breaks its form.
    """
    path = files("almoner").joinpath("policy/coding/curve.toml")
    return general(path.read_text("utf-8"), shipped_card(), shipped_weights().floors, path.name)
