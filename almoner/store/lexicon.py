"""The lexicon that ships with the product, with the weights of its scores. Nothing here needs Django."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from almoner.core.coding.lexicon import Lexicon, load
from almoner.core.coding.score import Weights, load_weights

_FOLDER = "policy/lexicon"
_WEIGHTS = "weights.toml"


def lexicon_files() -> Iterator[tuple[str, str]]:
    """The files of the lexicon as (name, text), in the order of their names."""
    folder = files("almoner").joinpath(_FOLDER)
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.name.endswith(".toml"):
            yield path.name, path.read_text("utf-8")


@cache
def shipped_lexicon() -> Lexicon:
    """The compiled lexicon; LexiconError where its files break their form."""
    return load(lexicon_files())


@cache
def shipped_weights() -> Weights:
    """The weights of scores and the floors of tiers."""
    return load_weights(files("almoner").joinpath(_FOLDER, _WEIGHTS).read_text("utf-8"))
