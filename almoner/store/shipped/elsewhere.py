"""The card of which refusals name another payer, as it ships with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.denial.elsewhere import Elsewhere, load_elsewhere


@cache
def shipped_elsewhere() -> Elsewhere:
    """The card; ElsewhereError where the file breaks its form."""
    path = files("almoner").joinpath("policy/adjustments/other_payer.toml")
    return load_elsewhere(path.read_text("utf-8"), path.name)
