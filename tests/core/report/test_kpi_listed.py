"""Every indicator of the field is there: defined, or named with why not (P35)."""

from almoner.core.report.kpi import Basis, How
from almoner.core.report.kpi_listed import BOARD, BY_ID, COUNTED, INDICATORS, UNMEASURED

FIELD = {f"K{number}" for number in range(1, 53)}


def test_p35_none_of_the_field_is_left_out() -> None:
    defined, named = [one.id for one in INDICATORS], [one.id for one in UNMEASURED]
    assert len(set(defined)) == len(defined)
    assert set(defined) | set(named) == FIELD | {"M1", "M2"}
    assert set(defined).isdisjoint(named)
    assert all(one.why.endswith(".") for one in UNMEASURED)


def test_each_definition_says_what_it_counts() -> None:
    for one in INDICATORS:
        assert all((one.name, one.numerator, one.denominator, one.notes, one.mark)), one.id
        assert one.version >= 1
        assert isinstance(one.basis, Basis)
        ids = [variant.id for variant in one.variants]
        assert len(set(ids)) == len(ids) >= 1
        assert all(variant.numerator and variant.name for variant in one.variants)


def test_a_lag_has_one_measure_and_a_share_has_a_base() -> None:
    for one in INDICATORS:
        for variant in one.variants:
            if variant.how in {How.SHARE, How.DAYS_OF}:
                assert variant.denominator, one.id
            else:
                assert len(variant.numerator) == 1, one.id


def test_what_is_counted_is_counted_above_and_below() -> None:
    assert {name for one in INDICATORS for name in one.measures} >= COUNTED
    for one in INDICATORS:
        for variant in one.variants:
            assert len({name in COUNTED for name in variant.measures}) == 1, (one.id, variant.id)


def test_the_board_shows_what_is_defined() -> None:
    assert set(BOARD) <= set(BY_ID)
    assert BY_ID["K9"].variant("sent") is BY_ID["K9"].variants[1]
    assert BY_ID["K9"].variant("none") is None
