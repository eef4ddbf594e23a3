"""The demonstration list, the practice's own fees and its contracts."""

from datetime import date

import pytest

from tests.store.shipped.code_files.conftest import Read


def test_fees_are_cents(read: Read) -> None:
    (found,), _ = read("fees", "fees.csv", 'Code,Mod,Fee,From\n99213,,"$1,120.5",2026-01-01\n99213,25,130,\n')
    assert [(line.code, line.values[0]) for line in found.lines] == [
        ("99213", "112050"),
        ("9921325", "13000"),
    ]
    assert found.lines[0].since_on == date(2026, 1, 1)


def test_contracts(read: Read) -> None:
    text = "Contract,Payer,Code,Modifier,Method,Value,Schedule,Page,From,To\n"
    rows = "Cedar 2026,CMA01,99213,,Percent of schedule,110,medicare 2025,p. 4,2026-01-01,2026-12-31\n"
    (found,), tally = read("contracts", "contracts.csv", text + rows + ",,99214,,guess,1,,,,\n")
    assert found.lines[0].values == (
        "Cedar 2026",
        "CMA01",
        "percent_of_schedule",
        "110",
        "medicare 2025",
        "",
        "p. 4",
    )
    assert found.lines[0].until_on == date(2027, 1, 1)
    assert (found.part, tally.refused) == ("Cedar 2026", 1)


def test_each_contract_is_a_part(read: Read) -> None:
    text = "contract,code,value\nBirch,99213,100\nAsh,99213,90\nBirch,99214,110\n"
    found, _ = read("contracts", "contracts.csv", text)
    assert [(each.part, len(each)) for each in found] == [("Ash", 1), ("Birch", 2)]


@pytest.mark.parametrize("method", ["fixed", "case rate", "per-diem", "percent of charge", ""])
def test_known_methods(read: Read, method: str) -> None:
    _, tally = read("contracts", "contracts.csv", f"contract,code,method,value\nA,99213,{method},1\n")
    assert tally.accepted == 1


def test_the_demonstration_list_is_partial(read: Read) -> None:
    (found,), _ = read("demo", "demo_codes.csv", "code,mod,our_label,group,status\n99213,,Visit,visit,A\n")
    assert (found.is_partial, found.lines[0].values[:3]) == (True, ("Visit", "visit", "A"))
