"""What a command is given: read whole or refused in one line, however much there is of it."""

import io
from pathlib import Path

import pytest

from almoner.cli.given import Unusable, given, given_json


def test_as_much_as_may_be_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert given(str(path), most=100) == b"x" * 100
    with pytest.raises(Unusable, match="the note: larger than"):
        given(str(path), most=99, what="the note")


def test_a_file_without_an_end_is_refused() -> None:
    with pytest.raises(Unusable, match="larger than 2 MB"):
        given("/dev/zero", most=2_000_000)


def test_too_much_on_standard_input_is_refused_for_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[1, 2]")))
    with pytest.raises(Unusable, match="larger than"):
        given_json("-", most=5)


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused_without_a_word_of_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(Unusable) as refused:
        given_json(str(path), most=1_000_000, what="the charges")
    assert str(refused.value) == "the charges: not JSON"


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="can't be read: No such file"):
        given(str(tmp_path / "absent"), most=10)
