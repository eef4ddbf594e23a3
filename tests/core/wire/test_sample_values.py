"""Sample values: well formed, and the same for the same seed."""

from almoner.core.party.identifiers import is_npi, is_tax_id, is_taxonomy
from almoner.core.wire.sample_values import BEGAN_ON, TAXONOMIES, SampleValues


def test_values_are_well_formed() -> None:
    values = SampleValues(7)
    for _ in range(50):
        assert is_npi(values.npi())
        assert is_npi(values.npi(is_person=False))
        assert is_tax_id(values.tax_id())
        assert len(values.place().zip) == 9
        assert len(values.phone()) == 10
        assert len(values.number(6)) == 6
        assert values.person().birth_on < BEGAN_ON <= values.day()
        assert values.cents(1000, 9000) % 50 == 0
        assert 1 <= len(values.diagnoses(4)) <= 4
    assert all(map(is_taxonomy, TAXONOMIES))


def test_a_seed_gives_the_same_values() -> None:
    first, second, other = SampleValues(3), SampleValues(3), SampleValues(4)
    assert [first.person(), first.place(), first.npi()] == [second.person(), second.place(), second.npi()]
    assert first.member_id() != other.member_id()
