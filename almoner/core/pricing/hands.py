"""Two sides, several hands, and who works: what modifiers and the kind of provider make of a price. Each is
one named step that rounds once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from almoner.core.pricing.fee import FeeRow
from almoner.core.pricing.service import Draft

ASSISTANTS = ("80", "81", "82", "AS")
_PRACTITIONERS = ("np", "pa", "cns")
NONPARTICIPATING = "nonparticipating"
_FULL = Decimal(1)

KIND_SHARES: Mapping[str, Decimal] = {
    "physician": _FULL,
    "midwife": _FULL,
    "therapist": _FULL,
    "np": Decimal("0.85"),
    "pa": Decimal("0.85"),
    "cns": Decimal("0.85"),
    "dietitian": Decimal("0.85"),
    "clinical_social_worker": Decimal("0.75"),
    "marriage_therapist": Decimal("0.75"),
    "counselor": Decimal("0.75"),
    NONPARTICIPATING: Decimal("0.95"),
}
"""Medicare's share by kind of provider (handbook, pricing 6)."""


@dataclass(frozen=True, slots=True)
class StepTable:
    """The table of steps that a payer follows; as it stands, Medicare's.

    `multiple`: "medicare", "none", or the percents of a day's first, second, ... operation as "100/50/25", of
    which the last goes on. Shares are of 1."""

    multiple: str = "medicare"
    both_sides: Decimal = Decimal("1.5")
    assistant: Decimal = Decimal("0.16")
    practitioner_assistant: Decimal = Decimal("0.136")
    two_surgeons: Decimal = Decimal("0.625")
    kinds: Mapping[str, Decimal] = field(default_factory=lambda: KIND_SHARES)
    has_cap: bool = True


def take_sides(draft: Draft, table: StepTable) -> None:
    """Modifier 50, or both RT and LT: 150 % where the indicator is 1, each side in full where it is 3."""
    row, service = draft.row, draft.service
    if row is None or not (service.has("50") or (service.has("RT") and service.has("LT"))):
        return
    if row.sides == "1":
        draft.sides = table.both_sides
        draft.take("bilateral", draft.sides)
    elif row.sides == "3":
        draft.sides = Decimal(2)
        draft.take("bilateral, each side in full", draft.sides)
    elif draft.cents is not None:
        why = "already both sides" if row.sides == "2" else "not two-sided"
        draft.step(f"bilateral: {why}", draft.cents, "100 %")


def take_share(draft: Draft) -> None:
    """The share of an operation: 54 before and during, 55 after, 56 before, 78 during."""
    row = draft.row
    if row is None or not (row.before or row.during or row.after):
        return
    wanted = set()
    for modifier, parts in _SHARES.items():
        if draft.service.has(modifier):
            wanted |= parts
    if not wanted:
        return
    shares = {"before": row.before, "during": row.during, "after": row.after}
    if "after" in wanted and draft.service.postop_days is not None and row.global_days.isdigit():
        days = Decimal(min(draft.service.postop_days, int(row.global_days))) / int(row.global_days)
        shares["after"] = row.after * days
    draft.take("surgical share", sum((shares[name] for name in sorted(wanted)), Decimal(0)))


_SHARES = {
    "54": {"before", "during"},
    "55": {"after"},
    "56": {"before"},
    "78": {"during"},
}


def take_assistant(draft: Draft, table: StepTable, kind: str) -> bool:
    """80, 81, 82 or AS; True where the share of a practitioner is already in it."""
    row = draft.row
    if row is None or not draft.service.has(*ASSISTANTS):
        return False
    if row.assistant in ("1", "9"):
        draft.take("assistant: never paid for this service", Decimal(0))
        return True
    if row.assistant == "0":
        draft.reports.append("an assistant is paid with proof of need only")
    is_practitioner = draft.service.has("AS") or kind in _PRACTITIONERS
    share = table.practitioner_assistant if is_practitioner else table.assistant
    draft.take("assistant", share)
    return is_practitioner


def take_surgeons(draft: Draft, table: StepTable) -> None:
    """Two surgeons (62) and a team (66)."""
    row = draft.row
    if row is None:
        return
    if draft.service.has("62"):
        if row.second_surgeon in ("0", "9"):
            draft.take("two surgeons: never paid for this service", Decimal(0))
            return
        if row.second_surgeon == "1":
            draft.reports.append("two surgeons are paid with proof of need only")
        draft.take("two surgeons", table.two_surgeons)
    if draft.service.has("66"):
        draft.reports.append("a team of surgeons (66) is priced by report")


def note_reports(draft: Draft, *, has_own_row: bool) -> None:
    """52, 22, and 53 without a row of its own wait for a person."""
    service = draft.service
    if service.has("52"):
        draft.reports.append("reduced services (52) are priced by report")
    if service.has("22"):
        draft.reports.append("increased services (22) are priced by report")
    if service.has("53") and not has_own_row:
        draft.reports.append("a discontinued procedure (53) without a row of its own is priced by report")


def take_kind(draft: Draft, table: StepTable, kind: str) -> None:
    """The provider's share; one who doesn't participate may charge up to 115 % of it."""
    share = table.kinds.get(kind, _FULL)
    if draft.cents is None or draft.row is None:
        return
    if share != _FULL:
        draft.take(f"provider kind: {kind.replace('_', ' ')}", share)
    if kind == NONPARTICIPATING and share != _FULL:
        draft.limit_cents = _limit(draft.cents)


def _limit(cents: int) -> int:
    return (cents * 115 * 2 + 100) // 200


def is_operation(row: FeeRow) -> bool:
    """Rules 2 and 3 of multiple procedures look at it."""
    return row.multiple in ("2", "3") and not row.is_add_on
