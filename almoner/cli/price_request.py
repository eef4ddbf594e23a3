"""Reads the JSON of the `price` command. Refuses what it can't read by path and what is wanted there, never
with the value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from almoner.core.claim.request_block import MAX_LINES, BadRequest, Block
from almoner.core.pricing.estimate import CostShare
from almoner.core.pricing.hands import KIND_SHARES
from almoner.core.pricing.medicare import Circumstances
from almoner.core.pricing.schedule import Schedules, as_indices
from almoner.core.pricing.service import PriceError, Primary, Service
from almoner.core.pricing.shelf import Sought
from almoner.core.rules.code_key import plain

MEDICARE = "medicare"
"""The schedule of a request that names none."""
FEES = "fees"
"""The schedule of the practice's own fees."""
_MOST_UNITS = 100_000
_MOST_MODIFIERS = 8
_LONGEST = 12
_SHARE_KEYS = ("deductible_cents", "copay_cents", "coinsurance_bp", "out_of_pocket_left_cents")
_SETTINGS = ("nonfacility", "facility")


@dataclass(frozen=True, slots=True)
class PriceRequest:
    """A request: by which schedule (`medicare`, or a contract's id), the lines, and what holds for all."""

    schedule: str
    """Empty where the contract is to be found by `sought`."""
    on: date
    services: tuple[Service, ...]
    about: Circumstances
    share: CostShare | None = None
    """What the payer of a contract leaves to the patient, where that is asked for."""
    sought: Sought | None = None


def read_request(request: object, schedules: Schedules) -> PriceRequest:
    """The request of a JSON value."""
    root = Block(request, "") if isinstance(request, dict) else None
    if root is None:
        raise BadRequest("the request: an object, or a list of them, is wanted")
    on = root.needed_day("dos")
    lines = root.blocks("lines")
    if not 0 < len(lines) <= MAX_LINES:
        raise BadRequest(f"lines: one to {MAX_LINES} lines are wanted")
    return PriceRequest(
        schedule=_schedule(root),
        on=on,
        services=tuple(_service(line, on, schedules) for line in lines),
        about=_circumstances(root, schedules, on),
        share=_cost_share(root),
        sought=_sought(root, on),
    )


def _schedule(root: Block) -> str:
    name = root.text("schedule")
    if root.has("contract"):
        if name:
            raise BadRequest("contract: a schedule is named already; leave one of them out")
        return ""
    folded = name.casefold() or MEDICARE
    return folded if folded in (MEDICARE, FEES) else name


def _sought(root: Block, on: date) -> Sought | None:
    block = root.block("contract")
    if block is None:
        return None
    payer, provider, site = (block.text(key) for key in ("payer", "provider", "site"))
    if not payer:
        raise BadRequest("contract.payer: the payer's name or number is wanted")
    return Sought(
        on=on,
        payers=frozenset({payer}),
        plan=block.text("plan"),
        providers=frozenset({provider} - {""}),
        sites=frozenset({site} - {""}),
    )


def _cost_share(root: Block) -> CostShare | None:
    told = [_cents(root, key) for key in _SHARE_KEYS]
    if all(each is None for each in told) and not root.has("sequester"):
        return None
    return CostShare(told[0], told[1], told[2], told[3])


def _circumstances(root: Block, schedules: Schedules, on: date) -> Circumstances:
    kind = root.text("provider_kind", "physician") or "physician"
    if kind not in KIND_SHARES:
        raise BadRequest(f"provider_kind: one of {', '.join(KIND_SHARES)} is wanted")
    deductible = root.number("deductible_cents") if root.has("deductible_cents") else None
    if deductible is not None and deductible < 0:
        raise BadRequest("deductible_cents: cents from 0 on are wanted")
    place = root.value.get("locality", "national")
    indices = None
    if isinstance(place, dict):
        block = Block(place, "locality")
        indices = as_indices(*(_decimal(block, name) for name in ("work", "pe", "mp")))
        place = "national"
    elif root.has("zip") and not root.has("locality"):
        place = schedules.locality_of(root.text("zip"), on)
    elif not isinstance(place, str):
        raise BadRequest('locality: "13202-NY-01", "national" or three indices are wanted')
    return Circumstances(
        locality=place.strip(),
        indices=indices,
        is_qualifying=_flag(root, "qualifying_apm"),
        provider_kind=kind,
        is_cut=_flag(root, "sequester"),
        deductible_cents=0 if deductible is None and root.has("sequester") else deductible,
        anesthesia_factor=_decimal(root, "anesthesia_factor") if root.has("anesthesia_factor") else None,
    )


def _service(line: Block, on: date, schedules: Schedules) -> Service:
    code = plain(line.text("code"))
    if not _is_plain(code):
        raise BadRequest(f"{line.at('code')}: a procedure code is wanted")
    modifiers = tuple(plain(each) for each in line.words("modifiers") if each.strip())
    if len(modifiers) > _MOST_MODIFIERS or not all(_is_plain(each) for each in modifiers):
        raise BadRequest(
            f"{line.at('modifiers')}: at most {_MOST_MODIFIERS} modifiers of two places are wanted"
        )
    units = line.number("units", 1)
    if not 0 < units <= _MOST_UNITS:
        raise BadRequest(f"{line.at('units')}: 1 to {_MOST_UNITS} are wanted")
    day = line.day("dos") or on
    return Service(
        code=code,
        service_on=day,
        modifiers=modifiers,
        units=units,
        is_facility=_is_facility(line, day, schedules),
        charge_cents=_cents(line, "charge_cents"),
        provider=line.text("provider"),
        minutes=_cents(line, "minutes"),
        postop_days=_cents(line, "postop_days"),
        primary=_primary(line),
    )


def _is_plain(code: str) -> bool:
    """Capitals and digits, as tables have them."""
    return 0 < len(code) <= _LONGEST and code.isascii() and code.isalnum()


def _is_facility(line: Block, on: date, schedules: Schedules) -> bool:
    if line.has("pos") and not line.has("setting"):
        try:
            return schedules.is_facility(line.text("pos"), on)
        except PriceError:
            raise BadRequest(f"{line.at('pos')}: a place of service of two digits is wanted") from None
    setting = line.text("setting", "nonfacility") or "nonfacility"
    if setting not in _SETTINGS:
        raise BadRequest(f'{line.at("setting")}: "nonfacility" or "facility" is wanted')
    return setting == "facility"


def _primary(line: Block) -> Primary | None:
    block = line.block("primary")
    if block is None:
        return None
    allowed, paid = _cents(block, "allowed_cents"), _cents(block, "paid_cents")
    if allowed is None or paid is None:
        raise BadRequest(f"{block.path}: allowed_cents and paid_cents are wanted")
    return Primary(allowed, paid, _cents(block, "accepts_cents"))


def _cents(line: Block, key: str) -> int | None:
    if not line.has(key):
        return None
    value = line.number(key)
    if value < 0:
        raise BadRequest(f"{line.at(key)}: a number from 0 on is wanted")
    return value


def _flag(root: Block, key: str) -> bool:
    value = root.value.get(key)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise BadRequest(f"{root.at(key)}: true or false is wanted")
    return value


def _decimal(block: Block, key: str) -> Decimal:
    value: Any = block.value.get(key)
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise InvalidOperation
        found = Decimal(value)
    except InvalidOperation:
        raise BadRequest(f"{block.at(key)}: a decimal number is wanted") from None
    if not found.is_finite() or not 0 <= found <= 1000:
        raise BadRequest(f"{block.at(key)}: a decimal number from 0 to 1000 is wanted")
    return found
