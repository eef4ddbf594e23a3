"""A mapped file is read just as its bytes are, whatever falls on the edge of a window."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almoner.core.x12 import NotX12, mapped, read, rewrite
from almoner.core.x12.mapped import MappedFile, map_file
from tests.core.x12.examples import CLAIM, CLAIM_SEGMENTS, joined

WINDOW = 300


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "_WINDOW", WINDOW)


def mapped_copy(folder: Path, data: bytes) -> MappedFile:
    path = folder / "file.x12"
    path.write_bytes(data)
    found = map_file(path)
    assert isinstance(found, MappedFile)
    return found


def told(data: mapped.Data) -> object:
    try:
        document = read(data)
    except NotX12:
        return None
    rows = [list(each.iter_located()) for each in document.sets]
    return rewrite(document), [str(issue) for issue in document.all_issues()], rows


@pytest.mark.parametrize("between", [b"~", b"~\n", b"~\r\n", b"\n", b"\r\n", b"'  \n"])
@pytest.mark.parametrize("lead", [0, 1, 2, 3, 50, 97])
def test_every_layout_reads_the_same(tmp_path: Path, between: bytes, lead: int) -> None:
    data = b" " * lead + CLAIM.replace(b"~", between)
    assert told(mapped_copy(tmp_path, data)) == told(data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(CLAIM)), st.binary(max_size=4)), max_size=4))
def test_damage_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, bytes]]
) -> None:
    data = CLAIM
    for at, put in cuts:
        data = data[:at] + put + data[at + len(put) :]
    if data:
        assert told(mapped_copy(tmp_path_factory.mktemp("mapped"), data)) == told(data)


def test_it_counts_and_finds_as_bytes_do(tmp_path: Path) -> None:
    data = joined(CLAIM_SEGMENTS)
    file = mapped_copy(tmp_path, data)
    for part in (b"~", b"*1", b"HC:", b"nowhere", data[295:305]):
        assert file.count(part) == data.count(part)
        assert file.find(part) == data.find(part)
        assert file.find(part, 301) == data.find(part, 301)
        assert file.rfind(part) == data.rfind(part)
    assert file.startswith((b"GS", b"ISA"))
    assert not file.startswith(b"ISB")


def test_an_empty_file_has_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert map_file(path) == b""
