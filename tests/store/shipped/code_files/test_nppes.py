"""The provider registry: what is kept of its columns, and which numbers are refused."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.nppes import is_npi
from tests.store.shipped.code_files.conftest import Read

HEADERS = (
    "NPI,Entity Type Code,Replacement NPI,Provider Organization Name (Legal Business Name),"
    "Provider Last Name (Legal Name),Provider First Name,Provider First Line Business Mailing Address,"
    "Provider Business Practice Location Address State Name,NPI Deactivation Date,NPI Reactivation Date,"
    "Healthcare Provider Taxonomy Code_1,Healthcare Provider Primary Taxonomy Switch_1,"
    "Healthcare Provider Taxonomy Code_2,Healthcare Provider Primary Taxonomy Switch_2\n"
)


def test_providers_with_their_primary_taxonomy_first(read: Read) -> None:
    rows = (
        "1234567893,1,,,Example,Pat,1 Main St,NY,,,207R00000X,N,207Q00000X,Y\n"
        "1234567890,1,,,Wrong,Digit,,,,,,,,\n1932102084,2,,Clinic LLC,,,,NY,05/01/2024,,,,,\n"
    )
    (found,), tally = read("nppes", "npidata_pfile_20260101.csv", HEADERS + rows)
    told = [dict(zip(found.columns, line.values, strict=True)) for line in found.lines]
    assert (told[0]["name"], told[0]["taxonomies"]) == ("Pat Example", "207Q00000X 207R00000X")
    assert (told[0]["mail_address"], told[0]["state"]) == ("1 Main St", "NY")
    assert found.lines[1].until_on == date(2024, 5, 1)
    assert (tally.accepted, tally.refused, tally.first_refused[0].line) == (2, 1, 3)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("1234567893", True), ("1234567890", False), ("3234567893", False), ("123456789", False), ("", False)],
)
def test_the_check_digit(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_npi(text) is is_one
