"""What a practice brings itself: the demonstration list, its own fees, and what its contracts pay."""

import re
from decimal import ROUND_HALF_UP, Decimal

from almoner.core.rules.tables import Line
from almoner.store.shipped.code_files.layout import BadRow, Column, Layout, number, one_line, procedure
from almoner.store.shipped.code_files.loaded import Asked, Loaded
from almoner.store.shipped.code_files.source import Source
from almoner.store.shipped.code_files.tally import Tally


def _word(text: str) -> str:
    return text.strip().upper()


def _cents(text: str) -> str:
    """Dollars as integer cents."""
    found = number(text)
    if not found or found.startswith("-"):
        raise BadRow("an amount is dollars and cents, from 0 on")
    return str(int((Decimal(found) * 100).quantize(Decimal(1), ROUND_HALF_UP)))


def _modifier(text: str) -> str:
    if not re.fullmatch(r"([A-Z0-9]{2})?", text.strip().upper()):
        raise BadRow("a modifier has two places")
    return text.strip().upper()


_VALUES = "status work_rvu nf_pe_rvu fac_pe_rvu mp_rvu pctc global mult bilat asst mue_2024q3 mai".split()
DEMO = Layout(
    "demo",
    key=(
        Column("code", ("code",), procedure),
        Column("modifier", ("mod", "modifier"), _modifier, is_optional=True),
    ),
    columns=(
        Column("label", ("our label", "label"), is_required=True),
        Column("group", ("group",), is_required=True),
        *(Column(name, (name.replace("_", " "),), _word) for name in _VALUES),
    ),
    words="label",
    by="always",
    is_partial=True,
)
_CODES = ("code", "cpt", "cpt code", "hcpcs", "procedure", "procedure code", "cpt hcpcs")
_MODIFIERS = ("modifier", "mod", "modifiers")
FEES = Layout(
    "fees",
    key=(Column("code", _CODES, procedure), Column("modifier", _MODIFIERS, _modifier, is_optional=True)),
    columns=(
        Column("fee_cents", ("fee", "charge", "amount", "price", "standard fee"), _cents, is_required=True),
        Column("label", ("label", "description", "name"), one_line),
    ),
    by="always",
    since=("since", "from", "effective", "effective date", "start"),
    last=("last day", "to", "end", "end date", "through"),
    words="label",
)
METHODS = frozenset(
    "fixed percent_of_schedule percent_of_charge case_rate per_diem conversion_factor".split()
)


def _method(text: str) -> str:
    found = re.sub(r"[^a-z]+", "_", text.strip().lower()).strip("_") or "fixed"
    if found not in METHODS:
        raise BadRow(f"the method is one of {', '.join(sorted(METHODS))}")
    return found


def _decimal(text: str) -> str:
    found = number(text)
    if not found:
        raise BadRow("a contract's row has a value: dollars, or percent")
    return found


def _name(text: str) -> str:
    if not one_line(text):
        raise BadRow("a contract's row names the contract")
    return one_line(text)


_CONTRACTS = Layout(
    "contracts",
    key=(Column("code", _CODES, procedure), Column("modifier", _MODIFIERS, _modifier, is_optional=True)),
    columns=(
        Column("contract", ("contract", "contract id", "contract name"), _name, is_required=True),
        Column("payer", ("payer", "payer id")),
        Column("method", ("method", "kind", "term"), _method),
        Column("value", ("value", "rate", "fee", "allowed", "percent", "amount"), _decimal, is_required=True),
        Column("schedule", ("schedule", "fee schedule", "basis")),
        Column("setting", ("setting", "place", "place of service")),
        Column("page", ("page", "source")),
    ),
    by="always",
    since=("since", "from", "effective", "effective date", "start"),
    last=("last day", "to", "end", "end date", "through"),
)


def load_contracts(source: Source, asked: Asked, tally: Tally) -> list[Loaded]:
    """A part for each contract, so that a new file of one leaves the others as they are."""
    (found,) = _CONTRACTS.load(source, asked, tally)
    lines: dict[str, list[Line]] = {}
    for line in found.lines:
        lines.setdefault(line.values[0], []).append(line)
    return [
        Loaded("contracts", found.span, found.columns, rows, name, is_partial=asked.is_partial)
        for name, rows in sorted(lines.items())
    ] or [found]
