"""Relative values by position, with and without the column of 2026; indices down to the footnotes."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.loaded import Asked
from tests.store.shipped.code_files.conftest import Read

CAPTIONS = "".join(f"Caption {n},,,\n" for n in range(9))
HEADER = "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU" + ",RVU" * 26
ROW_2026 = (
    '{code},{mod},"Words, owned",A,,{work},2.00,,0.62,,0.14,{total},2.68,0,XXX,0.00,0.00,0.00,0,0,0,0,0,'
    "9,,{factor},09,0,99,0.00,0.00,0.00"
)


def file_of(*rows: str, header: str = HEADER) -> str:
    return CAPTIONS + header + "\n" + "\n".join(rows) + "\n"


def row(code: str, **said: str) -> str:
    facts = {"mod": "", "work": "1.92", "total": "4.06", "factor": "33.4009", **said}
    return ROW_2026.format(code=code, **facts)


def test_the_layout_of_2026(read: Read) -> None:
    text = file_of(row("99214"), row("93306", mod="26"), row("D0120"), "")
    (found,), tally = read("mpfs", "PPRRVU2026_Jul_nonQPP.csv", text)
    values = dict(zip(found.columns, found.lines[0].values, strict=True))
    assert [line.code for line in found.lines] == ["99214", "9330626"]
    assert values["status"] == "A"
    assert (values["work_rvu"], values["nonfac_pe"], values["fac_pe"], values["mp"]) == (
        "1.92",
        "2.00",
        "0.62",
        "0.14",
    )
    assert (values["global_days"], values["pricing_ind"], values["conv_factor"]) == ("XXX", "9", "33.4009")
    assert (values["supervision"], values["diag_imaging_family"]) == ("09", "99")
    assert "Words" not in str(found.lines), "the owner's wording is dropped"
    assert (found.span.since_on, found.span.until_on) == (date(2026, 7, 1), date(2027, 1, 1))
    assert tally.skipped == {"dental rows, the dentists' association's": 1}


def test_older_files_lack_a_column_and_are_read_alike(read: Read) -> None:
    old = row("99214").replace(",9,,33.4009,", ",,33.4009,")
    (found,), _ = read("mpfs", "PPRRVU25_JAN.csv", file_of(old, header=HEADER.removesuffix(",RVU")))
    values = dict(zip(found.columns, found.lines[0].values, strict=True))
    assert (values["pricing_ind"], values["conv_factor"], values["team"]) == ("", "33.4009", "0")
    assert found.span.since_on == date(2025, 1, 1)


def test_a_row_that_does_not_add_up_is_refused(read: Read) -> None:
    (found,), tally = read("mpfs", "PPRRVU2026_Jul.csv", file_of(row("99214"), row("99215", total="9.99")))
    assert len(found) == 1
    assert tally.first_refused[0].rule == "work, practice expense and malpractice add up to the total"
    assert tally.first_refused[0].line == 12


def test_the_twin_of_participants_is_a_table_of_its_own(read: Read) -> None:
    (found,), _ = read("mpfs", "PPRRVU2026_Jul_QPP.csv", file_of(row("99214", factor="33.5675")))
    assert found.kind == "mpfs-qpp"


def test_wording_is_kept_for_those_who_hold_a_licence(read: Read) -> None:
    asked = Asked(keeps_descriptors=True)
    (found,), _ = read("mpfs", "PPRRVU2026_Jul_nonQPP.csv", file_of(row("99214")), asked)
    assert found.words == "descriptor"
    assert found.lines[0].values[-1] == "Words, owned"


GPCI = (
    "ADDENDUM E,,,,,,\n,,,,,,\n"
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
    "2026 PW GPCI (with 1.0 Floor)***,2026 PE GPCI,2026 MP GPCI\n"
    "10112,AL,00,ALABAMA,1.000,0.875,0.566\n02102,AK,1,ALASKA*,1.500,1.065,0.551\n"
    "09102,FL,04,MIAMI,1.000,9.9,2.529\n,,,,,,\n* Floor of 1.0,,,,,,\n"
)


def test_indices_stop_at_the_footnotes(read: Read) -> None:
    (found,), tally = read("gpci", "GPCI2026.csv", GPCI)
    assert [(line.code, line.values) for line in found.lines] == [
        ("10112AL00", ("1.000", "0.875", "0.566", "ALABAMA")),
        ("02102AK01", ("1.500", "1.065", "0.551", "ALASKA")),
    ]
    assert [one.rule for one in tally.first_refused] == ["a geographic index lies between 0.2 and 3"]
    assert (found.span.since_on, found.span.until_on) == (date(2026, 1, 1), date(2027, 1, 1))


def test_the_header_tells_the_year_where_the_name_does_not(read: Read) -> None:
    (found,), _ = read("gpci", "addendum-e.csv", GPCI)
    assert found.span.name == "2026"


@pytest.mark.parametrize("name", ["gpci_2024.csv", "gpci_2026_subset.csv"])
def test_the_plain_layout(read: Read, name: str) -> None:
    (found,), _ = read(
        "gpci", name, "mac,state,locality,name,work,pe,mp\n01112,CA,05,SAN F,1.088,1.419,0.445\n"
    )
    assert found.lines[0].code == "01112CA05"
