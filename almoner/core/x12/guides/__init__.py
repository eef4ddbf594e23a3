"""Which guide a transaction follows. Guides and their rules are imported when a file first needs them, so
that a small file waits for one only."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from almoner.core.x12.rule import Rulebook
from almoner.core.x12.spec import Guide

_BASE = re.compile(r"00[0-9]{4}(X[0-9]{3})")
_PACKAGES = {
    ("X222", "837"): "professional_837",
    ("X223", "837"): "institutional_837",
    ("X224", "837"): "dental_837",
    ("X221", "835"): "remittance_835",
    ("X279", "270"): "inquiry_270",
    ("X279", "271"): "benefits_271",
    ("X212", "276"): "status_request_276",
    ("X212", "277"): "status_277",
    ("X214", "277"): "receipt_277ca",
    ("X217", "278"): "authorization_278.request",
    ("X210", "275"): "attachment_275",
    ("X231", "999"): "syntax_999",
}
_ANSWER_278 = "authorization_278.response"
_ONLY = {
    "835": "X221",
    "999": "X231",
    "270": "X279",
    "271": "X279",
    "276": "X212",
    "278": "X217",
    "275": "X210",
}
"""Sets with one guide, for a file whose version names none."""
NAMES = {
    "837P": "professional_837",
    "837I": "institutional_837",
    "837D": "dental_837",
    "835": "remittance_835",
    "270": "inquiry_270",
    "271": "benefits_271",
    "275": "attachment_275",
    "276": "status_request_276",
    "277": "status_277",
    "277CA": "receipt_277ca",
    "278": "authorization_278.request",
    "278-response": _ANSWER_278,
    "999": "syntax_999",
}
"""The guides by the names that commands take."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A guide with its rules. `is_exact` says that the version is written as the guide's table has it."""

    guide: Guide
    package: str
    is_exact: bool = True

    @property
    def rules(self) -> Rulebook:
        """The rules of levels 3 and 4."""
        return _rules(self.package)


def choose(version: str, set_id: str, purpose: str = "") -> Edition | None:
    """The guide for a version (GS08, else ST03), a set (ST01) and, for a 278, BHT02; None where we have none.

    Another suffix of the same base gets our edition of it, not exactly."""
    base = _BASE.match(version)
    number = base[1] if base else _ONLY.get(set_id, "")
    package = _PACKAGES.get((number, set_id))
    if package is None:
        return None
    if set_id == "278" and purpose == "11":
        package = _ANSWER_278
    guide = _guide(package)
    return Edition(guide, package, guide.id == version)


def named(name: str) -> Edition:
    """The guide of a command's name ("837P"); KeyError for an unknown one."""
    package = NAMES[name]
    return Edition(_guide(package), package)


@cache
def _guide(package: str) -> Guide:
    guide: Guide = import_module(f"{__name__}.{package}").GUIDE
    return guide


@cache
def _rules(package: str) -> Rulebook:
    module = f"{__name__}.{package.partition('.')[0]}.rules"
    rules: Rulebook = import_module(module).RULES
    return rules
