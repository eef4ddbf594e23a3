"""Adjustment and remark codes: which list it is, is told by its codes."""

from datetime import date

import pytest

from almoner.store.shipped.code_files.tally import CodeFileError
from tests.store.shipped.code_files.conftest import Read

HEAD = "Code,Description,Start,Last Modified,Stop,Notes\n"


@pytest.mark.parametrize(
    ("name", "codes", "part"),
    [
        ("list.csv", ("1", "45", "A1", "B7"), "carc"),
        ("list.csv", ("M1", "MA01", "N1"), "rarc"),
        ("list.csv", ("A1", "F1", "P1"), "status-category"),
        ("status.csv", ("1", "2", "3"), "status"),
    ],
)
def test_the_list_is_told_by_its_codes(read: Read, name: str, codes: tuple[str, ...], part: str) -> None:
    rows = "".join(f"{code},Our words,01/01/1995,,10/16/2003,\n" for code in codes)
    (found,), tally = read("x12", name, HEAD + rows)
    assert (found.part, tally.accepted) == (part, len(codes))
    assert (found.lines[0].since_on, found.lines[0].until_on) == (date(1995, 1, 1), date(2003, 10, 17))


def test_a_list_that_could_be_any_asks(read: Read) -> None:
    with pytest.raises(CodeFileError, match="--part"):
        read("x12", "list.csv", HEAD + "700,Our words,,,,\n")


def test_the_plain_list_is_an_extract_with_our_labels(read: Read) -> None:
    text = "kind,code,label,category,next_step,started,stopped\ncarc,45,Ours,contract,write_off,19950101,\n"
    found, _ = read("x12", "carc_rarc.csv", text + "rarc,N115,Ours,necessity,appeal,,\n")
    assert [(each.part, each.is_partial, each.lines[0].values) for each in found] == [
        ("carc", True, ("Ours", "contract", "write_off")),
        ("rarc", True, ("Ours", "necessity", "appeal")),
    ]
