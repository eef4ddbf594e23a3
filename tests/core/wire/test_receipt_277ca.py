"""The 277CA written from what our check finds: each claim answered, totals that agree, statuses that name
the fault; accepted by our own check and by another reader."""

from collections.abc import Iterable
from datetime import date, time
from pathlib import Path

import pytest

from almoner.core.wire.receipt_277ca import write_receipts
from almoner.core.wire.receipt_lines import refused_lines
from almoner.core.wire.receipt_status import status_of
from almoner.core.wire.sample_837 import write
from almoner.core.wire.status_277 import Receipt, read_receipts
from almoner.core.x12 import Envelope, Issue, TransactionSet, check_set, read
from tests.core.wire.oracle import faults

ENVELOPE = Envelope(
    sender_qualifier="ZZ",
    sender="HUB",
    receiver_qualifier="ZZ",
    receiver="CLINIC",
    control=41,
    usage="T",
    on=date(2026, 4, 1),
    at=time(9, 30),
)
CLAIMS = write("837P", 3, 1)


def issues_of(each: TransactionSet) -> list[Issue]:
    return check_set(each)


def answer(data: bytes, folder: Path | None = None) -> list[TransactionSet]:
    """The 277CAs of a file, accepted by our own check, and by pyx12 where a folder is given."""
    made = write_receipts(read(data).sets, ENVELOPE, issues_of=issues_of)
    document = read(made)
    assert [issue for each in document.sets for issue in check_set(each) if issue.severity == "error"] == []
    if folder is not None:
        assert faults(made, folder) == []
    return document.sets


def receipts(data: bytes) -> list[Receipt]:
    return [one for each in answer(data) for one in read_receipts(each)]


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def rows(sets: Iterable[TransactionSet], segment_id: str) -> list[list[str]]:
    return [row for each in sets for row in each.iter_rows() if row[0] == segment_id]


@pytest.mark.parametrize("guide", ["837P", "837I", "837D"])
def test_clean_claims_are_all_taken(guide: str, tmp_path: Path) -> None:
    data = write(guide, 4, 2)
    sets = answer(data, tmp_path)
    told = [one for each in sets for one in read_receipts(each)]
    numbers = [row[1] for row in rows(read(data).sets, "CLM")]
    assert sorted(one.reference for one in told) == sorted(numbers)
    assert all(one.is_accepted for one in told)
    counted = sum(int(row[2]) for row in rows(sets, "QTY") if row[1] == "90")
    assert counted == len(numbers)


def test_a_fault_sends_its_claim_back_with_status_and_line(tmp_path: Path) -> None:
    line = rows(read(CLAIMS).sets, "SV1")[0]
    whole = "*".join(line).encode()
    wrong = "*".join([*line[:7], "9", *line[8:]]).encode()
    sets = answer(changed(CLAIMS, whole, wrong), tmp_path)
    told = [one for each in sets for one in read_receipts(each)]
    refused = [one for one in told if not one.is_accepted]
    assert len(refused) == 1
    assert {code.category for code in refused[0].codes} <= {"A6", "A7", "A8"}
    lines = [one for each in sets for one in refused_lines(each)]
    assert [one.claim for one in lines] == [refused[0].reference]
    assert lines[0].control
    assert lines[0].codes == refused[0].codes
    assert sum(int(row[2]) for row in rows(sets, "QTY") if row[1] in ("90", "AA")) == len(told)


def test_a_fault_of_the_provider_sends_back_all_of_his_claims() -> None:
    told = receipts(CLAIMS.replace(b"NM1*85*2*", b"NM1*85*3*"))
    assert told
    assert not any(one.is_accepted for one in told)
    assert {code.entity for one in told for code in one.codes} == {"85"}


def test_a_fault_of_the_batch_sends_it_back_without_its_claims() -> None:
    sets = answer(changed(CLAIMS, b"BHT*0019*00*", b"BHT*0019*99*"))
    refused = [
        each for each in sets if not any(row[0] == "HL" and row[3] == "PT" for row in each.iter_rows())
    ]
    assert len(refused) == 1
    (whole,) = read_receipts(refused[0])
    assert (whole.level, whole.is_accepted) == ("batch", False)


def test_a_claim_number_comes_back_as_it_was_sent() -> None:
    number = rows(read(CLAIMS).sets, "CLM")[0][1]
    told = receipts(CLAIMS.replace(f"CLM*{number}*".encode(), b"CLM*Ab 1/x*"))
    assert "Ab 1/x" in [one.reference for one in told]


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        (("2010AA", "NM1", 9), "2", "A6:562:85"),
        (("2010BA", "NM1", 9), "", "A7:164:IL"),
        (("2010CA", "N4", 3), "7", "A7:500:QC"),
        (("2310B", "PRV", 3), "", "A7:145:82"),
        (("2300", "CLM", 11), "I12", "A7:248"),
        (("2400", "SV1", 7), "", "A7:477"),
        (("2300", "REF", None), "I6", "A6:21"),
    ],
)
def test_a_status_names_what_is_wrong_and_whom_it_is_about(
    place: tuple[str, str, int | None], code: str, told: str
) -> None:
    loop, segment, element = place
    issue = Issue("error", 2, "X", code, "", segment_index=9, loop=loop, segment=segment, element=element)
    assert status_of(issue, "837P").verbatim == told


def test_a_balance_is_a_matter_of_things_that_do_not_fit() -> None:
    issue = Issue("error", 3, "X", "", "", segment_index=9, loop="2320", segment="AMT", element=2)
    assert status_of(issue, "837P").verbatim == "A8:400"
