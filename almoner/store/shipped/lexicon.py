"""The lexicon that ships with the product, with the weights of its scores. Its files are parsed once and kept
beside the environment. Nothing here needs Django."""

import json
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

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
    files = tuple(lexicon_files())
    return load(files, _tables(files))


@cache
def shipped_weights() -> Weights:
    """The weights of scores and the floors of tiers."""
    return load_weights(files("almoner").joinpath(_FOLDER, _WEIGHTS).read_text("utf-8"))


def kept_tables() -> Path:
    """Where the parsed files lie: beside the environment, for they are the product's and not a practice's."""
    return Path(sys.prefix) / "share" / "almoner-lexicon"


def _tables(files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """The files as parsed tables, kept under the hash of their text; none where they can't be parsed."""
    digest = sha256("".join(f"{name}\0{text}\0" for name, text in files).encode()).hexdigest()
    path = kept_tables() / f"{digest}.json"
    try:
        found = json.loads(path.read_bytes())
        if isinstance(found, dict):
            return found
    except (OSError, ValueError):
        pass
    try:
        tables = {name: tomllib.loads(text) for name, text in files}
    except tomllib.TOMLDecodeError:
        return {}
    _keep(path, json.dumps(tables).encode())
    return tables


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a folder that can't be written to costs only time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        for old in path.parent.glob("*.json"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
