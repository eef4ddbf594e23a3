"""The weights of the speech engine and how long recordings are kept, as the voice card says. Weights get
into the data folder whole and with the pinned hashes, or not at all. Nothing here needs Django.
"""

import hashlib
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

_CARD = "policy/voice/voice.toml"
_PIECE = 1 << 20
_MOST_BYTES = 4 << 30


class WeightsRefused(ValueError):
    """Weights are missing or are not the pinned ones; says which file and what to do."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights as they are pinned: each file's SHA-256. `package` is an importable package that brings
    them in its `folder`, empty where none is known.
    """

    name: str
    about: str
    files: Mapping[str, str]
    package: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that a recording is kept after its note was signed, and where nobody signs."""

    signed_days: int
    unsigned_days: int


@cache
def pinned() -> dict[str, Weights]:
    """Return the weights that are accepted, by name."""
    return {
        name: Weights(name, told["about"], told["files"], told.get("package", ""), told.get("folder", ""))
        for name, told in _card()["weights"].items()
    }


@cache
def retention() -> Retention:
    """Return how long recordings are kept."""
    told = _card()["retention"]
    return Retention(told["signed_days"], told["unsigned_days"])


@cache
def _card() -> dict[str, Any]:
    return tomllib.loads(files("almoner").joinpath(_CARD).read_text("utf-8"))


def place_of(data: Path, name: str) -> Path:
    """Return the folder in which weights lie once they are accepted."""
    return data / "voice" / name


def source_of(weights: Weights) -> Path:
    """Return the folder of the installed package that brings the weights; its code is not run. WeightsRefused
    where it isn't installed.
    """
    spec = find_spec(weights.package) if weights.package else None
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise WeightsRefused(f"{weights.name}: no installed package brings it; name its folder by --from")
    return Path(places[0]) / weights.folder


def accept(weights: Weights, source: Path, data: Path) -> Path:
    """Copy weights into the data folder and return where they lie. WeightsRefused where a file is missing
    or is another one; then nothing is changed.
    """
    place = place_of(data, weights.name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix="new.", dir=place.parent))
    try:
        for name, digest in weights.files.items():
            if _copied(source / name, fresh / name) != digest:
                raise WeightsRefused(f"{weights.name}: {name} is not the pinned file; get the original")
        if place.exists():
            shutil.rmtree(place)
        fresh.replace(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place


def _copied(source: Path, target: Path) -> str:
    """Copy a file and return its SHA-256, taken of the bytes that were written."""
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise WeightsRefused(f"{source.name}: larger than any weights")
        with source.open("rb") as old, target.open("xb") as new:
            shutil.copyfileobj(old, new, _PIECE)
        with target.open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()
    except OSError:
        raise WeightsRefused(f"{source.name}: it can't be read there, or there is no room") from None
