"""The note templates that ship with the product. Nothing here needs Django."""

from functools import cache
from importlib.resources import files

from almoner.core.chart.template import Template, read_template

_FOLDER = "policy/templates"


@cache
def shipped_templates() -> dict[str, Template]:
    """The templates by their id; TemplateError where a file breaks its form."""
    folder = files("almoner").joinpath(_FOLDER)
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name
    )
    found = [read_template(path.read_text("utf-8"), path.name) for path in paths]
    return {template.id: template for template in found}
