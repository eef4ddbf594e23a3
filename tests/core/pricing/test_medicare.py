"""Medicare's prices: the published worked examples and golden prices, to the cent."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from almoner.core.pricing import Circumstances, Indices, Medicare, Priced, Primary, Schedules, Service, total
from almoner.core.pricing.fee import half_up
from almoner.core.pricing.medicare_card import read_facts
from almoner.core.pricing.service import PriceError
from almoner.core.rules.releases import fixed
from tests.core.pricing.tables import ON, here, medicare_tables, release

FACTS = read_facts(
    """
[[qualifying_factor]]
since = 2026-01-01
until = 2027-01-01
value = "33.5675"
source = "CMS"
[[without_share]]
codes = ["G0439"]
source = "42 CFR 410.152(l)"
"""
)
FACILITY = "F"


@pytest.fixture(scope="module")
def medicare() -> Medicare:
    return Medicare(Schedules(medicare_tables()), FACTS)


def service(text: str) -> Service:
    """A line as "20610-50 x2 F": code, modifiers, units, F in a facility."""
    name, *rest = text.split()
    code, *modifiers = name.split("-")
    units = next((int(each[1:]) for each in rest if each.startswith("x")), 1)
    return Service(code, ON, tuple(modifiers), units, FACILITY in rest)


def price(medicare: Medicare, text: str, **about: object) -> list[Priced]:
    lines = [service(each.strip()) for each in text.split("+")]
    return medicare.price(lines, Circumstances(**about))  # type: ignore[arg-type]


def test_the_golden_prices_hold(medicare: Medicare) -> None:
    golden = json.loads(here("golden_pricing_public.json").read_text())
    wrong, seen = [], 0
    for row in golden["values"]:
        place = golden["localities"][row["locality"]]
        indices = Indices(Decimal(place["work"]), Decimal(place["pe"]), Decimal(place["mp"]))
        name = "-".join(filter(None, (row["code"], row["modifier"])))
        for setting, is_qualifying in (("nonfacility", False), ("facility", False), ("qp_nonfacility", True)):
            suffix = " F" if setting == "facility" else ""
            about = {"locality": row["locality"], "is_qualifying": is_qualifying}
            (line,) = price(medicare, name + suffix, **about)
            (own,) = price(medicare, name + suffix, **about, indices=indices)
            seen += 1
            if not line.allowed_cents == own.allowed_cents == int(Decimal(row[setting]) * 100):
                wrong.append((row["locality"], name, setting, line.allowed_cents, row[setting]))
    assert not wrong
    assert seen >= 360


TOTALS = {
    "99213": "95.19",
    "99214": "135.61",
    "99204 F": "116.90",
    "90837 F": "135.27",
    "17110 + 11102 + 20610": "193.40",
    "20610 + 11102 + 17110": "193.40",
    "45385 + 45380": "601.88",
    "45380 + 45385 + 45378": "601.88",
    "45385 F + 45380 F": "236.47",
    "45385 F + 45380 F + 43239 F": "298.26",
    "43239 F + 45380 F + 45385 F": "298.26",
    "70553 + 72148": "443.65",
    "72148 + 70553": "443.65",
    "97110 x2 + 97140": "72.48",
    "97140 + 97110 x2": "72.48",
    "97530 + 97110": "57.28",
    "93880 + 93306": "353.47",
    "92250 + 92133": "64.93",
    "20610-50": "103.22",
    "20610-RT-LT": "103.22",
    "17110 + 20610-50": "162.83",
    "99214-50": "135.61",
    "95886-50": "199.74",
    "27447-80": "185.50",
    "27447-AS": "157.67",
    "63030-62": "561.34",
    "27447-54": "915.89",
    "27447-55": "243.46",
    "27447-56": "115.94",
    "27447-78": "799.95",
    "45378-53": "189.38",
    "70496-TC": "179.36",
}


@pytest.mark.parametrize(("lines", "cents"), TOTALS.items())
def test_worked_examples(medicare: Medicare, lines: str, cents: str) -> None:
    priced = price(medicare, lines)
    assert total(priced) == int(Decimal(cents) * 100)
    for line in priced:
        assert line.steps[-1].cents == line.allowed_cents


@pytest.mark.parametrize(
    ("lines", "cents"),
    [
        ("93880-50", [18905]),
        ("70553 + 72148", [31697, 12668]),
        ("93880 + 93306", [18905, 16442]),
        ("45385 + 45380 + 45378", [50001, 10187, 0]),
        ("97110 x2 + 97140", [5127, 2121]),
    ],
)
def test_lines_of_an_example(medicare: Medicare, lines: str, cents: list[int]) -> None:
    assert [line.allowed_cents for line in price(medicare, lines)] == cents


def test_the_cap_makes_a_whole_service_of_capped_part_and_reading(medicare: Medicare) -> None:
    whole, technical, reading = (total(price(medicare, lines)) for lines in ("70496", "70496-TC", "70496-26"))
    assert whole == technical + reading


@pytest.mark.parametrize(
    ("kind", "code", "cents"),
    [
        ("np", "99214", 11527),
        ("pa", "99214", 11527),
        ("cns", "99214", 11527),
        ("dietitian", "99214", 11527),
        ("clinical_social_worker", "90837", 12525),
        ("marriage_therapist", "90837", 12525),
        ("counselor", "90837", 12525),
        ("nonparticipating", "99214", 12883),
        ("midwife", "99214", 13561),
        ("therapist", "99214", 13561),
        ("pa", "27447-AS", 15767),
        ("pa", "27447-80", 15767),
    ],
)
def test_kinds_of_provider(medicare: Medicare, kind: str, code: str, cents: int) -> None:
    assert total(price(medicare, code, provider_kind=kind)) == cents


def test_the_limiting_charge(medicare: Medicare) -> None:
    (line,) = price(medicare, "99214", provider_kind="nonparticipating")
    assert line.limit_cents == 14815


def test_an_assistant_who_does_not_participate_is_paid_less(medicare: Medicare) -> None:
    (line,) = price(medicare, "27447-AS", provider_kind="nonparticipating")
    assert (line.allowed_cents, line.limit_cents) == (14979, 17226)


@pytest.mark.parametrize(
    ("code", "left", "expected"),
    [
        ("99214", 0, (10632, 2712, 217)),
        ("99214", 10000, (2792, 10712, 57)),
        ("G0439", 10000, (13486, 0, 275)),
    ],
)
def test_who_pays_what(medicare: Medicare, code: str, left: int, expected: tuple[int, int, int]) -> None:
    (line,) = price(medicare, code, deductible_cents=left, is_cut=True)
    assert line.shares is not None
    shares = line.shares
    assert (shares.payer_cents, shares.patient_cents, shares.cut_cents) == expected
    assert sum(expected) == line.allowed_cents


def test_medicare_behind_another_payer(medicare: Medicare) -> None:
    first = Primary(allowed_cents=15000, paid_cents=11000)
    line = Service("99214", ON, charge_cents=20000, primary=first)
    (priced,) = medicare.price([line], Circumstances(deductible_cents=0))
    assert priced.shares is not None
    assert (priced.shares.payer_cents, priced.shares.patient_cents) == (4000, 0)


def test_the_deductible_goes_down_the_lines(medicare: Medicare) -> None:
    lines = price(medicare, "99213 + 99214", deductible_cents=10000)
    assert [line.shares.deductible_cents for line in lines if line.shares] == [9519, 481]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("99214-52", "52"),
        ("99214-22", "22"),
        ("99214-53", "53"),
        ("63030-66", "66"),
        ("99214-80", ""),
        ("17110 + 11102 + 20610 + 11104 + 11106 + 11042", "sixth"),
    ],
)
def test_what_a_person_decides(medicare: Medicare, lines: str, word: str) -> None:
    found = [why for line in price(medicare, lines) for why in line.by_report]
    assert len(found) == 1
    assert word in found[0]


def test_statuses_that_the_formula_does_not_price(medicare: Medicare) -> None:
    (lab,) = price(medicare, "80053 x2", deductible_cents=10000, is_cut=True)
    assert lab.allowed_cents == 2112
    assert lab.shares is not None
    assert lab.shares.patient_cents == 0
    (drug,) = price(medicare, "J1885 x3")
    assert drug.allowed_cents == 154
    (unknown,) = price(medicare, "ZZZZZ")
    assert unknown.allowed_cents is None
    assert unknown.unpriced


def test_a_restricted_service_without_values_waits_for_a_person(medicare: Medicare) -> None:
    (line,) = price(medicare, "15824")
    assert (line.allowed_cents, len(line.by_report)) == (0, 1)


def test_a_state_of_one_locality_needs_no_zip() -> None:
    rows = [(key, ("1", "1", "1")) for key in ("10112AL00", "13202NY01", "13202NY02")]
    whole = release(rows, ("work", "pe", "mp"))
    assert Schedules(fixed({"gpci": [whole]}, {})).locality_at("352011234", "al", ON) == "10112-AL-00"
    partial = replace(whole, is_partial=True)
    for tables, state in ((whole, "NY"), (whole, "ZZ"), (whole, ""), (partial, "AL")):
        with pytest.raises(PriceError, match="ZIP"):
            Schedules(fixed({"gpci": [tables]}, {})).locality_at("352011234", state, ON)


def test_status_t_is_paid_alone_only(medicare: Medicare) -> None:
    assert total(price(medicare, "94760")) > 0
    alone, other = price(medicare, "94760 + 99213")
    assert (alone.allowed_cents, other.allowed_cents) == (0, 9519)


def test_anesthesia(medicare: Medicare) -> None:
    about = Circumstances(anesthesia_factor=Decimal("20.4976"))

    def cents(code: str, minutes: int, *modifiers: str) -> int | None:
        line = Service(code, ON, modifiers, minutes=minutes)
        return medicare.price([line], about)[0].allowed_cents

    assert cents("00400", 60, "AA") == 16398
    assert cents("00840", 47, "QZ") == 16603
    assert cents("00840", 47, "QK") == 8302
    line = Service("00400", ON, ("AA",), minutes=60)
    local = medicare.price([line], Circumstances(locality="13202-NY-01"))
    assert local[0].allowed_cents == 17200


def test_days_and_providers_are_apart(medicare: Medicare) -> None:
    one, other = service("17110"), service("20610")
    together = total(medicare.price([one, other], Circumstances()))
    apart = Service(other.code, ON, provider="another")
    assert together == 11122 + 3441
    assert total(medicare.price([one, apart], Circumstances())) == 11122 + 6881


@pytest.mark.parametrize("on", [date(2019, 8, 3), date(2025, 12, 31), date(2027, 1, 1)])
def test_a_release_of_another_year_is_never_used(medicare: Medicare, on: date) -> None:
    (line,) = medicare.price([Service("99213", on)], Circumstances())
    assert line.allowed_cents is None
    assert str(on.year) in line.unpriced


def test_a_later_release_of_the_year_is_used_and_said(medicare: Medicare) -> None:
    (line,) = medicare.price([Service("99213", date(2026, 1, 2))], Circumstances())
    assert (line.allowed_cents, "2026-07" in line.note) == (9519, True)
    (line,) = medicare.price([Service("99213", date(2026, 12, 31))], Circumstances())
    assert (line.allowed_cents, line.note) == (9519, "")


def test_parts_that_are_reduced_stay_below_the_cap(medicare: Medicare) -> None:
    def cents(text: str) -> int:
        return total(price(medicare, text))

    one, other = cents("70496-TC"), cents("70498-TC")
    full = {code: half_up(amount(code)) for code in ("70496", "70498")}
    dearest = max(full, key=lambda code: full[code])
    reduced = min(full, key=lambda code: full[code])
    least = min(half_up(Decimal(full[reduced]) / 2), {"70496": one, "70498": other}[reduced])
    assert cents("70496-TC + 70498-TC") == {"70496": one, "70498": other}[dearest] + least


def amount(code: str) -> Decimal:
    """The technical part by the formula, nationally, without the cap."""
    schedule = Schedules(medicare_tables()).at(ON)
    row = schedule.row(code, "TC") if schedule else None
    assert row is not None
    return (row.work + row.pe[0] + row.mp) * row.factor * 100


def test_no_place_is_said(medicare: Medicare) -> None:
    with pytest.raises(PriceError, match="locality"):
        price(medicare, "99213", locality="99999-XX-99")
