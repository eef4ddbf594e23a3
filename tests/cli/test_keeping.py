"""An import reaches the books where they run, and starts nothing where they don't."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from almoner.cli import verify
from almoner.cli.keeping import keep_code_sets, keep_where_books_run
from almoner.cli.main import main
from almoner.store.server.embed import is_running
from almoner.store.shipped.codes import CodeStore

PLACES = "code,label,setting,telehealth\n11,Office,nonfacility,0\n21,Inpatient hospital,facility,0\n"


@pytest.fixture
def codes(store: Path) -> Iterator[CodeStore]:
    """The code sets of the session's data folder, without any before and after."""
    found = CodeStore(store)
    yield found
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE code_list, code_pack_bytes, code_pack")
    for path in [*found.folder.rglob("*.pack"), *found.folder.glob("*.json")]:
        path.unlink()


def given(tmp_path: Path) -> str:
    path = tmp_path / "pos.csv"
    path.write_text(PLACES)
    return str(path)


def copies() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM code_pack")
        (count,) = cursor.fetchone()
    return int(count)


def test_an_import_and_a_rollback_reach_the_books_that_run(
    codes: CodeStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_running(codes.data)
    assert main(["codes", "import", "pos", given(tmp_path), "--force", "a test"]) == 0
    assert copies() == 1
    told = capsys.readouterr()
    assert "copied into the books" in told.err
    assert "books" not in told.out
    assert main(["codes", "rollback", "pos"]) == 0
    assert copies() == 1
    assert codes.releases() == []


def test_a_damaged_pack_is_told_and_fetched_again(
    codes: CodeStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["codes", "import", "pos", given(tmp_path), "--force", "a test"])
    assert verify._broken_packs() == []
    (pack,) = codes.folder.rglob("*.pack")
    pack.write_bytes(pack.read_bytes()[:-1] + b"x")
    (told,) = verify._broken_packs()
    assert told.startswith("pos/")
    pack.unlink()
    keep_code_sets()
    assert "1 code tables fetched" in capsys.readouterr().err
    assert verify._broken_packs() == []


def test_where_no_books_run_none_are_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    keep_where_books_run()
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    keep_where_books_run()
    assert "the books don't answer" in capsys.readouterr().err
