"""Prices outside the physician schedule: anesthesia, laboratory, drugs, hospital outpatient, surgery
centers. Rates are kept as texts of decimal numbers; descriptors only with a licence."""

import re

from almoner.store.shipped.code_files.fee_schedule import locality
from almoner.store.shipped.code_files.layout import (
    BadRow,
    Column,
    Layout,
    SkippedRow,
    first_of,
    number,
    one_line,
    procedure,
)
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import Tally


def _contractor(text: str) -> str:
    if not re.fullmatch(r"\d{1,5}", text):
        raise SkippedRow("footnotes")
    return text.zfill(5)


def _rate(text: str) -> str:
    found = number(text)
    if not found:
        raise BadRow("a rate is expected")
    return found


def _modifier(text: str) -> str:
    if not re.fullmatch(r"([A-Z0-9]{2})?", text.upper()):
        raise BadRow("a modifier has two places")
    return text.upper()


def _code(text: str) -> str:
    """A code, or a note below the table."""
    if len(text.split()) > 1 or len(text) > 8:
        raise SkippedRow("notes")
    return procedure(text)


_CODES = ("hcpcs code", "hcpcs", "cpt hcpcs code", "cpt code", "code")
_FACTOR = (r"national anes cf.*", r".*conversion factor.*", r"(20\d\d )?(anes )?cf", "factor")

FACTORS = Layout(
    "anesthesia",
    part="factors",
    key=(
        Column("contractor", ("contractor", "medicare administrative contractor mac", "mac"), _contractor),
        Column("locality", ("locality", "locality number"), locality),
    ),
    columns=(
        Column(
            "factor",
            (r"(?!.*\bqualifying apm)(?:" + "|".join(_FACTOR) + ")", *_FACTOR),
            _rate,
            is_required=True,
        ),
        Column("name", ("locality name", "name")),
    ),
    by="year",
)
BASE_UNITS = Layout(
    "anesthesia",
    part="base",
    key=(Column("code", _CODES, _code),),
    columns=(Column("base_units", (r".*base units?.*", "units"), _rate, is_required=True),),
    by="year",
)
load_anesthesia = first_of(FACTORS, BASE_UNITS)

CLFS = Layout(
    "clfs",
    key=(
        Column("code", ("hcpcs",), _code),
        Column("modifier", ("mod", "modifier"), _modifier, is_optional=True),
    ),
    columns=(
        Column("rate", ("rate",), number, is_required=True),
        Column("indicator", ("indicator",)),
        Column("year", ("year",)),
        Column("descriptor", ("shortdesc", "short description"), one_line, is_descriptor=True),
    ),
    since=("eff date",),
)
ASP = Layout(
    "asp",
    key=(Column("code", _CODES, _code),),
    columns=(
        Column("limit", ("payment limit",), number, is_required=True),
        Column("units", ("hcpcs code dosage", "dosage", "unit")),
        Column("coinsurance", ("co insurance percentage", "coinsurance percentage"), number),
        Column("vaccine_limit", ("vaccine limit",), number),
        Column("notes", ("notes",)),
        Column("descriptor", ("short description",), one_line, is_descriptor=True),
    ),
)
OPPS = Layout(
    "opps",
    key=(Column("code", _CODES, _code),),
    columns=(
        Column("status", ("si", "status indicator"), is_required=True),
        Column("apc", ("apc",)),
        Column("weight", ("relative weight",), number),
        Column("rate", ("payment rate",), number, is_required=True),
        Column("national_copay", ("national unadjusted copayment",), number),
        Column("minimum_copay", ("minimum unadjusted copayment",), number),
        Column("descriptor", ("short descriptor",), one_line, is_descriptor=True),
    ),
)
ASC = Layout(
    "asc",
    key=(Column("code", _CODES, _code),),
    columns=(
        Column("is_discounted", (r"subject to multiple.*", r"multiple.*discount.*")),
        Column("indicator", (r".*payment indicator.*",), is_required=True),
        Column("weight", (r".*payment weight.*",), number),
        Column("rate", (r".*payment rate.*", r".*payment amount.*"), number),
        Column("descriptor", ("short descriptor",), one_line, is_descriptor=True),
    ),
)


def load_asc(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """An addendum of surgery centers; which one is in its name or caption."""
    (found,) = ASC.load(source, asked, tally)
    match = re.search(r"(?i)addendum[ _-]*(aa|bb|ee|dd\d?|ff)", f"{source.name} {source.head[:2000]}")
    part = asked.part or (match[1].lower() if match else "aa")
    return [Loaded(found.kind, found.span, found.columns, found.lines, part, is_partial=asked.is_partial)]
