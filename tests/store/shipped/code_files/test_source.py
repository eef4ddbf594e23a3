"""A file is read whatever its encoding, its line ends and its packing; a damaged one is refused in words."""

import gzip
import zipfile
from pathlib import Path

import pytest

from almoner.store.shipped.code_files import source
from almoner.store.shipped.code_files.source import MOST_MEMBERS, sha256_of, sources
from almoner.store.shipped.code_files.tally import CodeFileError

TEXT = "code,label\r\nA1,Caf\u00e9\r\n"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding))
    (source,) = sources(path)
    assert list(source.rows()) == [(1, ["code", "label"]), (2, ["A1", "Caf\u00e9"])]
    assert [line for _, line in source.lines()] == ["code,label", "A1,Caf\u00e9"]


def test_packed_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT.encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("folder/b.txt", TEXT)
        archive.writestr("readme.pdf", "no table")
    (one,) = sources(tmp_path / "a.csv.gz")
    (other,) = sources(tmp_path / "b.zip")
    assert (one.name, other.name) == ("a.csv", "b.txt")
    assert list(one.rows()) == list(other.rows())


def test_blocks_are_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo\n\nfour", encoding="utf-8")
    (source,) = sources(path)
    assert [line for block in source.blocks() for line in block] == ["one", "two", "", "four"]


@pytest.mark.parametrize("sign", ["\t", "|", ";", ","])
def test_the_delimiter_is_found(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"code{sign}label\nA1{sign}x\n", encoding="utf-8")
    (source,) = sources(path)
    assert [cells for _, cells in source.rows()] == [["code", "label"], ["A1", "x"]]


@pytest.mark.parametrize(
    "content", [gzip.compress(TEXT.encode() * 999, mtime=0)[:40], b"PK\x03\x04 nothing"], ids=["cut", "empty"]
)
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(content)
    with pytest.raises(CodeFileError, match=r"a(\.gz)?.* (can't be read|is no whole archive)"):
        [list(source.rows()) for source in sources(path)]


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CodeFileError, match=r"a\.csv can't be read: No such file"):
        sources(tmp_path / "a.csv")
    with pytest.raises(CodeFileError, match="can't be read"):
        sha256_of(tmp_path / "a.csv")


def test_an_archive_without_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("readme.pdf", "no table")
    with pytest.raises(CodeFileError, match="holds no table"):
        sources(tmp_path / "b.zip")


def test_what_may_never_end_is_no_file() -> None:
    for reading in (sha256_of, sources):
        with pytest.raises(CodeFileError, match="no file"):
            reading(Path("/dev/zero"))


def test_an_archive_of_very_many_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(MOST_MEMBERS + 1):
            archive.writestr(f"{number}.csv", "a")
    with pytest.raises(CodeFileError, match="more than 500 tables"):
        sources(tmp_path / "many.zip")


@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.zip"])
def test_what_unpacks_to_more_than_any_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(source, "_UNPACKED_FREELY", 1 << 20)
    text = b"code,label\n" + b"\n" * (4 << 20)
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress(text))
    else:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.csv", text)
    (found,) = sources(tmp_path / name)
    with pytest.raises(CodeFileError, match="unpacks to more"):
        for _ in found.rows():
            pass
