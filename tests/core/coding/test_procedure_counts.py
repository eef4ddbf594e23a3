"""Numbers around an act: sizes, minutes, doses."""

import pytest

from almoner.core.coding.procedure_counts import dose_of, minutes_of, size_of


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1.8 cm", 1.8),
        ("a 4 mm lesion", 0.4),
        ("1.2 x 0.8 cm", 1.2),
        ("3-cm laceration", 3.0),
        ("2 cm and 3.5 cm", 3.5),
        (".5 cm", 0.5),
        ("4-0 nylon", None),
        ("3 stitches", None),
    ],
)
def test_the_largest_size_in_centimetres(text: str, size: float | None) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 minutes", 45),
        ("1 hour and 5 minutes", 65),
        ("from 10:02 to 10:50", 48),
        ("11:30 to 12:15", 45),
        ("12:40 pm to 1:25 pm", 45),
        ("30-39 minutes", None),
        ("at 10:00", None),
        ("25:99 to 10:00", None),
        ("no time", None),
    ],
)
def test_minutes_stated_or_between_two_times(text: str, minutes: float | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "unit", "dose"),
    [
        ("drug 40 mg", "mg", 40),
        ("0.5 g of drug", "mg", 500),
        ("drug 1,000 mcg", "mcg", 1000),
        ("drug 2.4 million units", "units", 2_400_000),
        ("drug 100 units", "units", 100),
        ("1 mL of drug 40 mg/mL", "mg", 40),
        ("drug", "mg", None),
        ("drug", "dose", 1),
    ],
)
def test_the_dose_in_the_unit_of_the_code(text: str, unit: str, dose: float | None) -> None:
    assert dose_of(text, text.index("drug"), unit) == pytest.approx(dose)
