"""The formula of the physician schedule: three relative values times three indices times a factor, exact, one
rounding (half up) to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ONE = Decimal(1)
PRICED = frozenset("ART")
"""The statuses that the formula prices."""
_HUNDRED = Decimal(100)
_MOST_KEPT = 50_000


def half_up(amount: Decimal) -> int:
    """The nearest whole number, a half away from zero."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def decimal(text: str) -> Decimal:
    """A number of a table; empty is 0. ValueError where it is none."""
    try:
        found = Decimal(text or "0")
    except InvalidOperation:
        raise ValueError("a table holds something else than a number") from None
    if not found.is_finite():
        raise ValueError("a table holds something else than a number")
    return found


@dataclass(frozen=True, slots=True)
class Indices:
    """The geographic indices of a locality, and the row that they come from."""

    work: Decimal = ONE
    pe: Decimal = ONE
    mp: Decimal = ONE
    source: str = "national, all indices 1"


NATIONAL = Indices()


@dataclass(frozen=True, slots=True, eq=False)
class FeeRow:
    """A row of relative values, typed. Indicators are the publisher's own: `multiple` 2 surgery, 3 endoscopy,
    4 imaging, 5 therapy, 6 heart, 7 eye; `sides` 0-3; `assistant` and `second_surgeon` 0-2, 9."""

    code: str
    modifier: str
    status: str
    work: Decimal
    pe: tuple[Decimal, Decimal]
    """Practice expense outside a facility, and in one."""
    mp: Decimal
    hospital_pe: tuple[Decimal, Decimal]
    hospital_mp: Decimal
    pctc: str
    global_days: str
    before: Decimal
    during: Decimal
    after: Decimal
    multiple: str
    sides: str
    assistant: str
    second_surgeon: str
    endoscopy_base: str
    imaging_family: str
    factor: Decimal
    source: str

    @property
    def has_values(self) -> bool:
        """The row has relative values; some that a contractor prices have none, whatever their status."""
        return bool(self.work or self.mp or any(self.pe))

    @property
    def has_cap(self) -> bool:
        """The row has values of the hospital schedule."""
        return any(self.hospital_pe)

    @property
    def is_add_on(self) -> bool:
        """The row's global days say that it belongs to another service."""
        return self.global_days == "ZZZ"


def fee_row(values: Mapping[str, str], *, code: str, modifier: str, source: str) -> FeeRow:
    """A row of the `mpfs` table, typed. ValueError where a value is no number."""
    number = {
        name: decimal(values.get(name, ""))
        for name in (
            "work_rvu nonfac_pe fac_pe mp opps_nonfac_pe opps_fac_pe opps_mp pre intra post conv_factor"
        ).split()
    }
    return FeeRow(
        code=code,
        modifier=modifier,
        status=values.get("status", ""),
        work=number["work_rvu"],
        pe=(number["nonfac_pe"], number["fac_pe"]),
        mp=number["mp"],
        hospital_pe=(number["opps_nonfac_pe"], number["opps_fac_pe"]),
        hospital_mp=number["opps_mp"],
        pctc=values.get("pctc", ""),
        global_days=values.get("global_days", ""),
        before=number["pre"],
        during=number["intra"],
        after=number["post"],
        multiple=values.get("mult_proc", ""),
        sides=values.get("bilat", ""),
        assistant=values.get("asst", ""),
        second_surgeon=values.get("cosurg", ""),
        endoscopy_base=values.get("endo_base", ""),
        imaging_family=values.get("diag_imaging_family", ""),
        factor=number["conv_factor"],
        source=source,
    )


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices by the formula in one place, with one factor (None: that of the row), and the percent of them
    that is paid. Prices are kept, so that asking again is free."""

    indices: Indices = NATIONAL
    factor: Decimal | None = None
    percent: Decimal = _HUNDRED
    _kept: dict[tuple[FeeRow, bool, Decimal, bool], int] = field(default_factory=dict, compare=False)

    def amount(
        self, row: FeeRow, *, is_facility: bool, expense: Decimal = ONE, is_hospital: bool = False
    ) -> int:
        """Cents of one unit. `expense`: the share of the practice expense that counts; `is_hospital`: with
        the values of the hospital schedule, for the cap."""
        key = row, is_facility, expense, is_hospital
        cents = self._kept.get(key)
        if cents is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            cents = self._kept[key] = self._form(
                row, is_facility=is_facility, expense=expense, is_hospital=is_hospital
            )
        return cents

    def _form(self, row: FeeRow, *, is_facility: bool, expense: Decimal, is_hospital: bool) -> int:
        pe = (row.hospital_pe if is_hospital else row.pe)[is_facility]
        mp = row.hospital_mp if is_hospital else row.mp
        at = self.indices
        values = row.work * at.work + pe * expense * at.pe + mp * at.mp
        cents = half_up(values * (self.factor or row.factor) * 100)
        return cents if self.percent == _HUNDRED else half_up(cents * self.percent / 100)

    def factor_of(self, row: FeeRow) -> Decimal:
        """The factor that a row is multiplied by."""
        return self.factor or row.factor
