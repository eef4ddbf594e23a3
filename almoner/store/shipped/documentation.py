"""The card of what notes must show, as it ships with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.coding.documentation import Documentation, load_documentation


@cache
def shipped_documentation() -> Documentation:
    """The card; DocumentationError where the file breaks its form."""
    path = files("almoner").joinpath("policy/documentation/notes.toml")
    return load_documentation(path.read_text("utf-8"), path.name)
