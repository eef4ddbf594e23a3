"""The code sets in the books: the list of releases and a copy of each pack, for a backup, a restore and a
second machine.

Promises that folder and books are brought in step whatever was imported or undone on either side, and that no
pack is taken whose content isn't the one it is named for. Books without a list take the folder's.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from almoner.core.rules.pack import PackError
from almoner.store.session import Session, books
from almoner.store.shipped.packs import Active, PackFolder, pack_name, read_active

INSTALLATION = 0
"""Code sets belong to no practice."""
PIECE = 1 << 20
"""Bytes of a pack that a row holds."""
KEPT = "kept.json"
"""In the folder: the list as it was when both were last in step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was done: packs that were written to the books and to the folder, kinds whose list changed there,
    and packs that can't be had."""

    sent: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def keep_in_step(store: PackFolder) -> Step:
    """Bring the folder's code sets and those of the open books in step. PackError where a list can't be
    read."""
    with books(INSTALLATION) as session:
        if not store.mark()[0] and not _newest(session):
            return Step()  # nothing was ever imported, and no folder is made
    with store.changing(), books(INSTALLATION) as session:
        session.rows("SELECT pg_advisory_xact_lock(hashtext('almoner-codes'))")
        return _step(session, store)


def _step(session: Session, store: PackFolder) -> Step:
    own, theirs, base = store.active(), _newest(session), _last_kept(store)
    list_now = merged(base, own, read_active(theirs)) if theirs else own
    known = {str(name): size for name, size in session.rows("SELECT name, size FROM code_pack")}
    here = {pack: store.size(pack) for pack in list_now.packs}
    wanted = {pack for pack, size in here.items() if size != known.get(pack, max(size, 0))}
    fetched = tuple(pack for pack in sorted(wanted) if pack in known and _fetch(session, store, pack))
    sent = tuple(pack for pack in sorted(here) if pack not in known and _send(session, store, pack))
    if list_now != own:
        store.put(list_now)
    text = list_now.text()
    if text != theirs:
        _save(session, text)
    if list_now != base:
        store.write(KEPT, text.encode())
    kinds = sorted(own.kinds | list_now.kinds)
    taken = tuple(kind for kind in kinds if own.state(kind) != list_now.state(kind))
    return Step(sent, fetched, taken, tuple(sorted(wanted - set(fetched))))


def merged(base: Active, own: Active, theirs: Active) -> Active:
    """The list of both, by kind: theirs where ours is as it was, else ours."""
    kinds = own.kinds | theirs.kinds
    changed = {kind: theirs.state(kind) for kind in kinds if own.state(kind) == base.state(kind)}
    return own.with_kinds(changed)


def _last_kept(store: PackFolder) -> Active:
    try:
        return read_active((store.folder / KEPT).read_text(encoding="utf-8"))
    except (OSError, PackError):
        return Active()


def _newest(session: Session) -> str:
    """The list in the books; empty where there is none. PackError where it isn't what was written."""
    rows = session.rows("SELECT body, sha256 FROM code_list ORDER BY id DESC LIMIT 1")
    if rows and hashlib.sha256(rows[0][0].encode()).hexdigest() != rows[0][1]:
        raise PackError("the books' list of code sets was changed: `almoner verify` tells more")
    return str(rows[0][0]) if rows else ""


def _save(session: Session, text: str) -> None:
    session.rows(
        "INSERT INTO code_list (practice_id, id, sha256, body, saved_at) "
        "SELECT %s, coalesce(max(id), 0) + 1, %s, %s, now() FROM code_list",
        *(INSTALLATION, hashlib.sha256(text.encode()).hexdigest(), text),
    )


def _send(session: Session, store: PackFolder, pack: str) -> bool:
    """Write a pack into the books; False where the folder hasn't it whole."""
    if not store.is_whole(pack):
        return False
    content = (store.folder / pack).read_bytes()
    session.rows(
        "INSERT INTO code_pack (practice_id, id, name, sha256, size) VALUES (%s, %s, %s, %s, %s)",
        *(INSTALLATION, next(session.ids()), pack, hashlib.sha256(content).hexdigest(), len(content)),
    )
    for ordinal, at in zip(count(), range(0, len(content), PIECE), strict=False):
        session.rows(
            "INSERT INTO code_pack_bytes (practice_id, id, name, ordinal, content) "
            "VALUES (%s, %s, %s, %s, %s)",
            *(INSTALLATION, next(session.ids()), pack, ordinal, content[at : at + PIECE]),
        )
    return True


def _fetch(session: Session, store: PackFolder, pack: str) -> bool:
    """Write a pack of the books into the folder; False where it isn't what it is named for."""
    content = b"".join(_pieces(session, pack))
    if pack_name(pack, hashlib.sha256(content).hexdigest()) != pack:
        return False
    store.write(pack, content)
    return True


def _pieces(session: Session, pack: str) -> Iterator[bytes]:
    sql = "SELECT content FROM code_pack_bytes WHERE name = %s ORDER BY ordinal"
    return (bytes(piece) for (piece,) in session.rows(sql, pack))


def broken_packs(session: Session) -> list[str]:
    """The packs of the books that aren't what they are named for, and those that the newest list wants and
    the books lack; and `code_list` where the list itself was changed."""
    sql = (
        "SELECT p.name FROM code_pack p LEFT JOIN LATERAL ("
        "SELECT encode(sha256(string_agg(content, ''::bytea ORDER BY ordinal)), 'hex') AS sum "
        "FROM code_pack_bytes b WHERE b.name = p.name) s ON true "
        "WHERE s.sum IS DISTINCT FROM p.sha256 OR split_part(p.name, '/', 2) <> left(p.sha256, 24) || '.pack'"
    )
    broken = [str(name) for (name,) in session.rows(sql)]
    try:
        text = _newest(session)
        wanted = read_active(text).packs if text else set()
    except PackError:
        return [*broken, "code_list"]
    known = {str(name) for (name,) in session.rows("SELECT name FROM code_pack")}
    return sorted([*broken, *(wanted - known)])
