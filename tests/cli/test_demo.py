"""The demonstration ends with its table and goes on where it stopped; its books verify and come back."""

import hashlib
import json
import os
import socket
from dataclasses import replace
from pathlib import Path

from almoner.store.server.embed_locks import take_lock
from tests.cli.kills import Demo, Undisturbed

Finished = tuple[Demo, Undisturbed]


def test_the_table_adds_up(finished: Finished) -> None:
    table = finished[1].table
    assert table["visits"] == 8
    assert table["trial_balance_cents"] == 0
    assert table["outstanding"] == 0
    assert table["cash_cents"] == table["bank_cents"]
    payers = table["payers"]
    assert isinstance(payers, list)
    assert table["sent"] == sum(row["claims"] for row in payers) > 5
    assert table["payer_cash_cents"] == sum(row["cash_cents"] for row in payers)


def test_finished_books_show_the_same_table_again(finished: Finished) -> None:
    demo, usual = finished
    assert demo.finish() == usual.table


def test_a_second_demonstration_on_the_same_books_is_told_so_in_a_line(finished: Finished) -> None:
    demo, usual = finished
    held = take_lock(demo.data / "demo.lock")
    assert held is not None
    refused = demo.run("demo", "--once")
    os.close(held)
    assert (refused.status, refused.said) == (2, "")
    assert "another `almoner demo` works on" in refused.told
    assert demo.finish() == usual.table


def test_a_port_that_is_taken_is_told_before_books_are_made(finished: Finished, tmp_path: Path) -> None:
    demo, _ = finished
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = replace(demo, data=tmp_path / "none").run("demo", "--port", str(taken.getsockname()[1]))
    assert refused.status == 2
    assert "--port" in refused.told
    assert not (tmp_path / "none").exists()


def test_the_books_verify(finished: Finished) -> None:
    demo, _ = finished
    done = demo.run("verify")
    assert done.status == 0
    assert "clean" in done.said
    told = json.loads(demo.run("verify", "--json").said)
    assert told["books"] is True
    assert list(told["broken"].values()) == [[]]


def test_a_folder_without_books_has_nothing_to_verify(tmp_path: Path) -> None:
    done = Demo(tmp_path / "nothing").run("verify")
    assert (done.status, done.said) == (0, "no books here\n")
    assert not (tmp_path / "nothing" / "postgres").exists(), "looking makes no books"


def test_a_backup_comes_back_whole_in_another_folder(finished: Finished, tmp_path: Path) -> None:
    demo, _ = finished
    kept = demo.run("backup", str(tmp_path / "kept"))
    assert kept.status == 0, kept.told
    other = Demo(tmp_path / "other", demo.options)
    back = other.run("restore", str(tmp_path / "kept"))
    assert back.status == 0, back.told
    assert "restored and verified" in back.said
    assert other.prove() == ""
    told = demo.run("why", "R000001").said
    assert "patient: " in told
    assert other.run("why", "R000001").said == told


def test_two_backups_take_turns_and_a_second_restore_is_refused(finished: Finished, tmp_path: Path) -> None:
    """Two into one folder would leave the dump of one beside the seals of the other; two restores would each
    drop what the other proves.
    """
    demo, _ = finished
    both = [demo.begin("backup", str(tmp_path / "kept")) for _ in range(2)]
    for one in both:
        said, told = one.communicate(timeout=120)
        assert one.returncode == 0, told
        assert "1 practices" in said
    kept = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    dump = (tmp_path / "kept" / "books.dump").read_bytes()
    assert kept["sha256"] == hashlib.sha256(dump).hexdigest()
    held = take_lock(demo.data / "restore.lock")
    assert held is not None
    try:
        refused = demo.run("restore", str(tmp_path / "kept"))
    finally:
        os.close(held)
    assert refused.status == 2
    assert "another `almoner restore` works" in refused.told
    assert demo.prove() == ""


def test_a_backup_that_was_changed_is_refused_and_the_books_stay(finished: Finished, tmp_path: Path) -> None:
    demo, usual = finished
    assert demo.run("backup", str(tmp_path)).status == 0
    dump = tmp_path / "books.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    refused = demo.run("restore", str(tmp_path))
    assert refused.status == 2
    assert "differs from its manifest" in refused.told
    assert demo.run("restore", str(tmp_path / "none")).status == 2
    assert demo.finish() == usual.table
