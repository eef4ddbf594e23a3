"""Pairs from official files and plain lists: last days are inclusive, 9 never applies, order is free."""

from datetime import date

import pytest

from almoner.core.rules.pack import Pack
from almoner.core.rules.pairs import PairTable
from almoner.store.shipped.code_files.loaded import Loaded
from almoner.store.shipped.code_files.packing import packed
from tests.store.shipped.code_files.conftest import Read

OFFICIAL = (
    '"a notice"\nColumn1/Column 2 Edits\nColumn 1\tColumn 2\t*=in\tEffective\tDeletion\tModifier\tPTP Edit\n'
    "\t\texistence\tDate\tDate\t0=not allowed\tRationale\n\t\tprior to\t\t*=no\t1=allowed\t\n"
    "\t\t1996\t\tdata\t9=n/a\t\n"
    "45385\t45378\t \t20000101\t*\t0\tMore extensive procedure\n"
    "97530\t97140\t \t19960101\t20191231\t1\tMutually exclusive procedures\n"
    "97530\t97116\t*\t20200101\t20200101\t9\tMisuse of Column Two code with Column One code\n"
)
PLAIN = "col1,col2,effective,deletion,indicator,basis\n45385,45378,,,0,E\n93306,93308,,,1,M\n"
ENDED = "col1,col2,effective,deletion,indicator,basis\n97530,97116,,20191231,1,M\n97530,97116,,20191231,9,M\n"


def table(loaded: Loaded) -> PairTable:
    return PairTable(Pack(packed(loaded, "test", "")))


def test_the_official_file(read: Read) -> None:
    (found,), tally = read("ncci-ptp", "ccipra-v303r0-f1.txt", OFFICIAL)
    pairs = table(found)
    assert (tally.accepted, tally.refused, found.part) == (3, 0, "practitioner-45385")
    assert [pair.indicator for pair in pairs.among(["45378", "45385"], date(2024, 10, 1))] == [0]
    assert pairs.among(["97140", "97530"], date(2019, 12, 31)), "the last day is inside"
    assert not pairs.among(["97140", "97530"], date(2020, 1, 1))
    assert not pairs.among(["97116", "97530"], date(2020, 1, 1)), "withdrawn back to its first day"
    assert [pair.basis for pair in pairs.pairs("97530", "97140")] == ["X"]


def test_the_files_of_medicaid_lack_a_column(read: Read) -> None:
    text = OFFICIAL.replace("\t \t2", "\t2").replace("\t \t1", "\t1").replace("\t*\t2020", "\t2020")
    (found,), tally = read("ncci-ptp", "medicaid_ptp_2024q4_hospital.txt", text)
    assert (tally.accepted, found.facts["setting"]) == (3, "hospital")
    assert table(found).at("45385", "45378", date(2024, 10, 1))


def test_the_plain_lists_are_two_parts(read: Read) -> None:
    (now,), _ = read("ncci-ptp", "ncci_ptp_2024q3.csv", PLAIN)
    (ended,), _ = read("ncci-ptp", "ncci_ptp_ended_2024q3.csv", ENDED)
    assert (now.part, ended.part) == ("practitioner-active", "practitioner-ended")
    pair = table(now).at("45385", "45378", date(2024, 7, 1))
    assert pair
    assert pair.since_on is None, "an unknown start stays unknown"
    assert table(ended).at("97530", "97116", date(2019, 12, 31))
    assert not table(ended).at("97530", "97116", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("4538,45378,,,0,E", "a pair is two codes of five places"),
        ("45385,45378,,,5,E", "the indicator is 0, 1 or 9"),
        ("45385,45378,soon,,0,E", "a day has the form"),
        ("45385,45378,20200101,20190101,0,E", "a pair ends after it begins"),
        ("45385", "a pair has all its columns"),
    ],
)
def test_wrong_rows_are_named(read: Read, row: str, rule: str) -> None:
    (found,), tally = read("ncci-ptp", "ncci_ptp_2024q3.csv", f"{PLAIN}{row}\n")
    assert (len(found), tally.refused, tally.first_refused[0].line) == (2, 1, 4)
    assert tally.first_refused[0].rule.startswith(rule)


def test_the_order_of_rows_does_not_matter(read: Read) -> None:
    head, *rows = PLAIN.splitlines(keepends=True)
    (one,), _ = read("ncci-ptp", "ncci_ptp_2024q3.csv", head + "".join(rows))
    (other,), _ = read("ncci-ptp", "ncci_ptp_2024q3.csv", head + "".join(reversed(rows)) + rows[0])
    assert packed(one, "x", "") == packed(other, "x", "")
