"""A backup brings the books back to the last seal, or is refused with the part that is wrong."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.payer_call import PayerCall
from almoner.core.denial import Denial
from almoner.core.denial.appeal import Appeal, Letter
from almoner.core.party.comment import Comment
from almoner.core.plan import Task
from almoner.core.remit import Remittance
from almoner.core.wire.interchange import Interchange
from almoner.flow.charge import charge
from almoner.flow.follow.appeal import send_appeal
from almoner.flow.follow.payer_call import Call, write_call
from almoner.flow.patient.comment import write_on_claim
from almoner.flow.remit.post import post
from almoner.store.backup import (
    DUMP,
    MANIFEST,
    BadBackup,
    back_up,
    load_into,
    proved_on,
    read_manifest,
    run_client,
    seals_now,
)
from almoner.store.boot import open_store, reopen
from almoner.store.proof.verify import practices, verify
from almoner.store.server.embed import Server, connect_server, create_database, drop_database
from almoner.store.session import books
from tests.flow.cycle import balances, pay, sent_claim, take_in
from tests.flow.files import Payment, paying
from tests.practices import DAY, House, add_patient, new_house, visit_of

RESTORED = "almoner_restored"
LATER = DAY + timedelta(days=3)


@pytest.fixture
def server(store: Path) -> Iterator[Server]:
    """The session's server; what a test restores is dropped, and the session's own books are open again."""
    found = connect_server(store)
    yield found
    reopen(store, lambda: drop_database(found, RESTORED), database="almoner")


def test_a_restored_backup_ends_in_the_same_seals_and_is_whole(
    server: Server, store: Path, tmp_path: Path
) -> None:
    house = new_house(name="To be kept")
    visit = visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK73")))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    kept = back_up(server, tmp_path)
    charge_after = visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK74"), first="Grace"))
    assert charge_after.id
    assert dict(kept.seals) != seals_now()

    create_database(server, RESTORED)
    load_into(connect_server(store, database=RESTORED), tmp_path)
    open_store(store, database=RESTORED, is_quiet=True)
    assert seals_now() == {key: tuple(end) for key, end in read_manifest(tmp_path).seals.items()}
    assert house.practice.id in practices()
    assert verify(house.practice.id, on=DAY) == []


def work_of(house: House) -> dict[str, list[Any]]:
    """What people wrote and decided, what waits for somebody, and what came and isn't posted."""
    nouns = (Task, Comment, PayerCall, Denial, Appeal, Interchange, Remittance, Claim, ClaimRevision)
    with books(house.practice.id) as session:
        return {one.kind: sorted(session.find(one), key=lambda each: each.id) for one in nouns}


def test_p40_work_and_a_payment_in_flight_go_to_the_other_system_and_on_there(
    server: Server, store: Path, tmp_path: Path
) -> None:
    house = new_house(name="Leaving")
    refused, waiting = sent_claim(house), sent_claim(house)
    pay(house, Payment("MCR01", "T1", [refused.paid(0, ("CO", "50", 15000))]), on=LATER)
    with books(house.practice.id) as session:
        (denial,) = session.find(Denial)
    send_appeal(house.actor, denial.id, Letter("mail", text="It was needed."), on=LATER)
    write_on_claim(house.actor, refused.claim.id, "She called.", on=LATER)
    call = Call("Marta", "88120-4", "In process.", LATER + timedelta(days=14))
    write_call(house.actor, waiting.claim.id, call, on=LATER)
    file = paying(house, Payment("MCR01", "T2", [waiting.paid(15000)]))
    (flying,) = take_in(house, file, on=LATER).remittance_ids
    told = work_of(house)
    assert all(told[one] for one in ("task", "comment", "payer_call", "appeal", "remittance"))
    back_up(server, tmp_path)
    create_database(server, RESTORED)
    load_into(connect_server(store, database=RESTORED), tmp_path)
    open_store(store, database=RESTORED, is_quiet=True)
    assert work_of(house) == told
    post(house.actor, flying, on=LATER)
    assert balances(house, waiting) == {"cash": 15000, "revenue": -15000}
    assert verify(house.practice.id, on=LATER) == []


def test_a_changed_dump_is_refused(server: Server, tmp_path: Path) -> None:
    back_up(server, tmp_path)
    dump = tmp_path / DUMP
    dump.write_bytes(dump.read_bytes()[:-1] + b"x")
    with pytest.raises(BadBackup, match="differs from its manifest"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", json.dumps({"sha256": "0", "server_version": "x", "seals": {}})]
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(BadBackup, match="damaged"):
        read_manifest(tmp_path)


def test_a_backup_cut_short_is_none(tmp_path: Path) -> None:
    (tmp_path / DUMP).write_bytes(b"half")
    with pytest.raises(BadBackup, match="cut short"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("narrow", "reason"),
    [("name IS NULL", "check constraint"), ("name::int IS NULL", "invalid input syntax for type integer")],
)
def test_the_reason_of_a_failed_restore_shows_no_row(
    server: Server, store: Path, tmp_path: Path, narrow: str, reason: str
) -> None:
    create_database(server, RESTORED)
    restored = connect_server(store, database=RESTORED)
    with psycopg.connect(restored.conninfo("owner"), autocommit=True) as link:
        link.execute("SET almoner.is_wide = 'yes'")
        link.execute(
            "CREATE FUNCTION fits(name text) RETURNS bool LANGUAGE sql AS $$ SELECT "
            f"CASE current_setting('almoner.is_wide', true) WHEN 'yes' THEN true ELSE {narrow} END $$"
        )
        link.execute("CREATE TABLE person (name text CHECK (fits(name)))")
        link.execute("INSERT INTO person VALUES ('Okafor')")
    run_client(restored, "pg_dump", "--format=custom", f"--file={tmp_path / DUMP}")
    drop_database(server, RESTORED)
    create_database(server, RESTORED)
    with pytest.raises(BadBackup, match=reason) as refused:
        load_into(restored, tmp_path)
    assert "Okafor" not in str(refused.value)


def test_books_are_proved_on_the_day_of_their_last_entry(store: Path) -> None:
    assert store.is_dir()
    house, later = new_house(name="Restored days later"), DAY + timedelta(days=30)
    visit_of(house, add_patient(house, ("MCR01", "1EG4TE5MK75")))
    assert verify(house.practice.id, on=later), "what nobody could work on meanwhile"
    assert proved_on(house.practice.id, today=later) == DAY
    assert verify(house.practice.id, on=proved_on(house.practice.id, today=later)) == []
    assert proved_on(house.practice.id, today=DAY - timedelta(days=1)) == DAY - timedelta(days=1)
