"""The policy that ships with the product, read once a process: cards of edits, and what reasons mean."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from almoner.core.claim.scrub import Scrubber
from almoner.core.rules.policy import Policy, load
from almoner.core.rules.reasons import Reasons, read_reasons


@cache
def policy() -> Policy:
    """Return the cards of `policy/rules`."""
    folder = files("almoner").joinpath("policy", "rules")
    cards = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return load((file.name, file.read_text(encoding="utf-8")) for file in cards)


@cache
def scrubber() -> Scrubber:
    """Return the edits made ready for many claims."""
    return Scrubber(policy())


@cache
def reasons() -> Reasons:
    """Return what each adjustment reason and remark means to the practice."""
    table = files("almoner").joinpath("policy", "codes", "adjustments.csv")
    return read_reasons(table.read_text(encoding="utf-8").splitlines())


@cache
def labels() -> Mapping[str, str]:
    """Return our own short words for common procedure codes; a code without words shows as its number."""
    table = files("almoner").joinpath("policy", "codes", "procedures.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["label"] for row in rows}
