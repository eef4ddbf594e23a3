"""What a taxonomy code tells of a provider."""

import pytest

from almoner.core.party.kinds import is_same_specialty, kind_of
from almoner.core.pricing.hands import KIND_SHARES

FAMILY, INTERNAL, NURSE = "207Q00000X", "207R00000X", "363LF0000X"


@pytest.mark.parametrize(
    ("taxonomy", "kind"),
    [
        (FAMILY, "physician"),
        ("208600000X", "physician"),
        (NURSE, "np"),
        ("363AM0700X", "pa"),
        ("364SA2200X", "cns"),
        ("367A00000X", "midwife"),
        ("225100000X", "therapist"),
        ("225X00000X", "therapist"),
        ("235Z00000X", "therapist"),
        ("133V00000X", "dietitian"),
        ("1041C0700X", "clinical_social_worker"),
        ("106H00000X", "marriage_therapist"),
        ("101YM0800X", "counselor"),
        ("111N00000X", "physician"),
        ("261QP2300X", ""),
        ("", ""),
    ],
)
def test_a_taxonomy_tells_the_kind_that_prices_know(taxonomy: str, kind: str) -> None:
    assert kind_of(taxonomy) == kind
    assert kind in KIND_SHARES or not kind


def test_specialties_of_one_group() -> None:
    assert is_same_specialty(FAMILY, FAMILY)
    assert not is_same_specialty(FAMILY, INTERNAL)
    assert is_same_specialty(INTERNAL, NURSE), "a nurse practitioner works in a doctor's specialty"
    assert is_same_specialty("", FAMILY), "an unknown one is taken to be the same"
