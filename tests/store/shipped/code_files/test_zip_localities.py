"""ZIPs to contractor and locality: five digits, and nine where five lie in two places."""

from datetime import date

from tests.store.shipped.code_files.conftest import Read


def fixed(state: str, code: str, place: str, plus4: str = "", flag: str = " ") -> str:
    line = f"{state}{code}{place}B01 ".ljust(20) + flag
    return (line + plus4).ljust(75) + "20254\n"


def test_five_digits(read: Read) -> None:
    (found,), _ = read(
        "zip", "ZIP5.txt", fixed("NY", "10001", "1320201") + fixed("AL", "35004", "1011200", flag="1")
    )
    assert [(line.code, line.values[:4]) for line in found.lines] == [
        ("10001", ("NY", "13202", "01", "B")),
        ("35004", ("AL", "10112", "00", "B")),
    ]
    assert found.lines[1].values[6] == "1"
    assert (found.part, found.span.since_on) == ("five", date(2025, 10, 1))


def test_nine_digits_are_kept_where_five_do_not_settle_it(read: Read) -> None:
    text = (
        fixed("NY", "10001", "1320201", "0001")
        + fixed("NY", "10001", "1320201", "0002")
        + fixed("NY", "10002", "1320201", "0001")
        + fixed("NY", "10002", "1320202", "0002")
        + "torn\n"
    )
    (found,), tally = read("zip", "ZIP9.txt", text)
    assert [line.code for line in found.lines] == ["10001", "100020001", "100020002"]
    assert (found.part, tally.refused) == ("nine", 1)


def test_the_twin_in_columns(read: Read) -> None:
    text = "STATE,ZIP CODE,CARRIER,LOCALITY,RURAL IND,LAB CB LOCALITY,RURAL IND2,PLUS 4 FLAG,YEAR/QTR\n"
    (found,), _ = read("zip", "zips.csv", text + "NY,10001,13202,1,B,01,,0,20254\n")
    assert (found.lines[0].code, found.lines[0].values[:3]) == ("10001", ("NY", "13202", "01"))
    assert found.span.since_on == date(2025, 10, 1)
