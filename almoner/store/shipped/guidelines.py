"""The guideline rules of coding that ship with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.coding.guideline import Guidelines, load_guidelines

_FOLDER = "policy/rules/coding"


@cache
def shipped_guidelines() -> Guidelines:
    """The rules; GuidelineError where a file breaks its form."""
    folder = files("almoner").joinpath(_FOLDER)
    return load_guidelines(
        (path.name, path.read_text("utf-8")) for path in folder.iterdir() if path.name.endswith(".toml")
    )
