"""Several services of one day by one provider: surgery and endoscopy, therapy, and the technical parts and
readings of diagnostics (handbook, pricing 3). Ties keep the order of the claim."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from almoner.core.money import share as shared
from almoner.core.pricing.fee import FeeRow, half_up
from almoner.core.pricing.hands import StepTable, is_operation
from almoner.core.pricing.service import Draft, percent_text

RowOf = Callable[[Draft, str, str], FeeRow | None]
"""The row of a code and modifier in the schedule of a line."""

_HALF = Decimal("0.5")
_MOST_OPERATIONS = 5
PART_SHARES = {
    "4": (Decimal("0.5"), Decimal("0.95")),
    "6": (Decimal("0.75"), Decimal(1)),
    "7": (Decimal("0.8"), Decimal(1)),
}
"""What the second and further technical part and reading are paid, by indicator."""
_NAMES = {"4": "imaging", "6": "heart diagnostics", "7": "eye diagnostics"}


def reduce_day(drafts: list[Draft], table: StepTable, row_of: RowOf) -> None:
    """The rules of multiple procedures over the lines of one provider, patient and day."""
    if table.multiple == "none" or (len(drafts) == 1 and drafts[0].service.units == 1):
        return
    lines = [draft for draft in drafts if draft.row is not None and draft.cents is not None]
    operations = [draft for draft in lines if draft.row and is_operation(draft.row)]
    if table.multiple != "medicare":
        percents = [Decimal(text) / 100 for text in table.multiple.split("/")]
        _rank([[draft] for draft in operations], lambda place: percents[min(place, len(percents) - 1)])
        return
    _reduce_therapy([draft for draft in lines if draft.row and draft.row.multiple == "5" and draft.tariff])
    for indicator in PART_SHARES:
        members = [draft for draft in lines if draft.row and draft.row.multiple == indicator]
        if len(members) > 1:
            _reduce_parts(members, indicator, row_of)
    if len(operations) > 1:
        ranked = _rank(_families(operations, row_of), lambda place: _HALF if place else Decimal(1))
        for draft in (draft for item in ranked[_MOST_OPERATIONS:] for draft in item):
            draft.reports.append("the sixth and further operation of a day is priced by report")


# ------------------------------------------------------------------------------------ surgery, endoscopy


def _families(operations: list[Draft], row_of: RowOf) -> list[list[Draft]]:
    """Endoscopies by their base code, each family reduced within itself; every other operation alone."""
    bases = {draft.row.endoscopy_base for draft in operations if draft.row and _is_endoscopy(draft.row)}
    found: dict[str, list[Draft]] = {}
    for place, draft in enumerate(operations):
        row = draft.row
        assert row is not None
        is_base = row.code in bases
        base = row.endoscopy_base if _is_endoscopy(row) else row.code if is_base else f"line {place}"
        found.setdefault(base, []).append(draft)
    for base, family in found.items():
        if len(family) > 1:
            _reduce_family(base, family, row_of)
    return list(found.values())


def _is_endoscopy(row: FeeRow) -> bool:
    return row.multiple == "3" and row.endoscopy_base != ""


def _reduce_family(base: str, family: list[Draft], row_of: RowOf) -> None:
    others = [draft for draft in family if draft.row and draft.row.code != base]
    dearest = max(others, key=lambda draft: draft.cents or 0)
    for draft in family:
        if draft is dearest:
            continue
        if draft not in others:
            draft.step(f"endoscopy: the base of {dearest.service.code} adds nothing", 0, "0 %")
            continue
        row = row_of(draft, base, "")
        if row is None or draft.tariff is None:
            draft.reports.append(f"the base code {base} of the endoscopy has no price")
            continue
        less = draft.tariff.amount(row, is_facility=draft.service.is_facility)
        cents = max((draft.cents or 0) - less, 0)
        draft.step(f"endoscopy: less the base {base}", cents, f"-{less}", row.source)


def _rank(items: list[list[Draft]], share_at: Callable[[int], Decimal]) -> list[list[Draft]]:
    """Reduces the totals of operations by their rank, and gives them in it; a family's total is shared out
    among its lines."""
    ranked = sorted(items, key=lambda item: -_total(item))
    for place, item in enumerate(ranked):
        part = share_at(place)
        if part == 1:
            continue
        if len(item) == 1:
            item[0].take(f"multiple surgery, rank {place + 1}", part)
            continue
        weights = [draft.cents or 0 for draft in item]
        total = half_up(sum(weights) * part)
        for draft, cents in zip(item, shared(total, weights), strict=True):
            draft.step(f"multiple surgery, rank {place + 1}", cents, percent_text(part))
    return ranked


def _total(item: Iterable[Draft]) -> int:
    return sum(draft.cents or 0 for draft in item)


# ------------------------------------------------------------------------------------ therapy


def _reduce_therapy(lines: list[Draft]) -> None:
    """Of all units of the day, the one with the highest practice expense in full, every other with half."""
    if sum(draft.service.units for draft in lines) < 2:
        return
    dearest = max(lines, key=_expense)
    for draft in lines:
        row, tariff, service = draft.row, draft.tariff, draft.service
        assert row is not None
        assert tariff is not None
        half = tariff.amount(row, is_facility=service.is_facility, expense=_HALF)
        cents = half * service.units
        if draft is dearest:
            cents += tariff.amount(row, is_facility=service.is_facility) - half
        if cents != draft.cents:
            draft.step("therapy: half of the expense of further units", cents, "50 % of expense")


def _expense(draft: Draft) -> Decimal:
    assert draft.row is not None
    return draft.row.pe[draft.service.is_facility]


# -------------------------------------------------------------------------- technical parts, readings


def _reduce_parts(lines: list[Draft], indicator: str, row_of: RowOf) -> None:
    """Sorts technical parts and readings on their own; all but the dearest of each are reduced."""
    if indicator == "4":
        lines = [draft for draft in lines if draft.row and draft.row.imaging_family == "88"]
    split = [(draft, parts_of(draft, row_of)) for draft in lines]
    for name, part in zip(("TC", "26"), PART_SHARES[indicator], strict=True):
        holders = [(draft, parts) for draft, parts in split if name in parts]
        if part == 1 or len(holders) < 2:
            continue
        for draft, parts in holders:
            draft.parts = draft.parts or dict(parts)
        for draft, _ in sorted(holders, key=lambda held: -held[1][name])[1:]:
            draft.parts[name] = half_up(draft.parts[name] * part)
    for draft, _ in split:
        if draft.parts and sum(draft.parts.values()) != draft.cents:
            names = " + ".join(f"{name} {cents}" for name, cents in sorted(draft.parts.items()))
            draft.step(f"multiple {_NAMES[indicator]}", sum(draft.parts.values()), names)


def parts_of(draft: Draft, row_of: RowOf) -> dict[str, int]:
    """The technical part (TC) and the reading (26) of a line; none for what can't be split."""
    row, tariff = draft.row, draft.tariff
    if row is None or draft.cents is None or tariff is None:
        return {}
    if row.modifier in ("TC", "26"):
        return {row.modifier: draft.cents}
    if row.pctc in ("2", "3"):
        return {"26" if row.pctc == "2" else "TC": draft.cents}
    technical, reading = row_of(draft, row.code, "TC"), row_of(draft, row.code, "26")
    if row.modifier or technical is None or reading is None:
        return {}
    is_facility = draft.service.is_facility
    return {
        "TC": draft.scaled(tariff.amount(technical, is_facility=is_facility)),
        "26": draft.scaled(tariff.amount(reading, is_facility=is_facility)),
    }


def cap(draft: Draft, row_of: RowOf) -> None:
    """The hospital's cap: a technical part costs no more than with the values of the hospital schedule. A
    whole line is then the capped technical part and its reading."""
    row, tariff = draft.row, draft.tariff
    if row is None or tariff is None or draft.cents is None or not row.has_cap:
        return
    is_technical = row.modifier == "TC" or row.pctc == "3"
    technical = row if is_technical else row_of(draft, row.code, "TC")
    if technical is None or not technical.has_cap or row.modifier not in ("", "TC"):
        return
    most = draft.scaled(tariff.amount(technical, is_facility=draft.service.is_facility, is_hospital=True))
    parts = draft.parts or parts_of(draft, row_of)
    if most < parts.get("TC", 0):
        draft.parts = {**parts, "TC": most}
        draft.step("hospital cap", sum(draft.parts.values()), f"TC {most}", technical.source)
