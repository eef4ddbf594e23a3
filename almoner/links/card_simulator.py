"""A simulated card terminal in a folder: test cards that approve, decline, or lose the answer on the way.

Promises to forget nothing: each act is one file named after its key, written whole before it is answered.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from almoner.core.collect.card import CardAnswer
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused

PRESENTED = "presented"
"""The file in which a test or a demonstration says which test card is at the terminal: its last four."""
APPROVED, LOST, POOR = "4242", "0119", "9995"
DECLINES = {"0002": "declined", POOR: "insufficient funds", "0069": "expired card"}
"""Test cards by their last four digits. `LOST` is charged, and its answer gets lost once;
`POOR` can be kept, and is declined when it is charged."""
MOST_CENTS = 10_000_000
_KEY = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class _Act:
    """What was asked by a key, and the answer."""

    what: str
    cents: int
    of: str
    is_approved: bool
    reference: str
    last_four: str
    why: str

    @property
    def answer(self) -> CardAnswer:
        return CardAnswer(self.is_approved, self.reference, self.last_four, self.why)


class SimulatedTerminal:
    """A CardTerminal whose memory is the files of a folder, made at the first act."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def charge(self, key: str, cents: int) -> CardAnswer:
        """Charge the test card that is presented (`4242` unless the folder says another)."""
        check_act(key, cents)
        card = self._presented()
        known = self._read(key)
        act = known or self._first(key, _charge_of(card, key, cents))
        _check_same(act, "charge", cents, "")
        if known is None and card == LOST:
            raise LinkDown("card terminal: no answer came; ask again by the same key")
        return act.answer

    def refund(self, key: str, reference: str, cents: int) -> CardAnswer:
        """Give back what is left of a charge; more than that is declined."""
        check_act(key, cents)
        charged = next(
            (one for one in self._acts() if one.what == "charge" and one.reference == reference), None
        )
        if charged is None or not charged.is_approved:
            raise LinkRefused("card terminal: no approved charge has this reference; see the receipt")
        known = self._read(key)
        given = sum(one.cents for one in self._acts() if one.of == reference and one.is_approved)
        is_covered = given + cents <= charged.cents
        why = "" if is_covered else "more than was charged"
        wanted = _Act("refund", cents, reference, is_covered, _reference(key), charged.last_four, why)
        act = known or self._first(key, wanted)
        _check_same(act, "refund", cents, reference)
        return act.answer

    def status(self, key: str) -> CardAnswer | None:
        """Return what became of an act."""
        check_act(key, 1)
        act = self._read(key)
        return act.answer if act else None

    def keep(self, key: str) -> CardAnswer:
        """Keep the test card that is presented; one that is expired or unknown is declined."""
        check_act(key, 1)
        card = self._presented()
        known = self._read(key)
        act = known or self._first(key, _kept_of(card, key))
        _check_same(act, "keep", 0, "")
        return act.answer

    def charge_kept(self, key: str, token: str, cents: int) -> CardAnswer:
        """Charge a kept test card as if it were presented."""
        check_act(key, cents)
        kept = next((one for one in self._acts() if one.what == "keep" and one.reference == token), None)
        if kept is None or not kept.is_approved:
            raise LinkRefused("card terminal: no card is kept by this token")
        known = self._read(key)
        act = known or self._first(key, self._charge_of_kept(kept, key, cents))
        _check_same(act, "charge", cents, "")
        if known is None and kept.last_four == LOST:
            raise LinkDown("card terminal: no answer came; ask again by the same key")
        return act.answer

    def forget(self, token: str) -> None:
        """Keep a card no longer."""
        key = _forgetting(token)
        if self._read(key) is None:
            self._first(key, _Act("forget", 0, token, True, "", "", ""))

    def _charge_of_kept(self, kept: _Act, key: str, cents: int) -> _Act:
        if self._read(_forgetting(kept.reference)) is not None:
            return _Act("charge", cents, "", False, "", kept.last_four, "the card is kept no longer")
        return _charge_of(kept.last_four, key, cents)

    def _presented(self) -> str:
        try:
            return (self._folder / PRESENTED).read_text(encoding="ascii").strip()[:4]
        except FileNotFoundError:
            return APPROVED

    def _first(self, key: str, act: _Act) -> _Act:
        """Keep an act under its key; where another was quicker, that one stands."""
        self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        path = self._path(key)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        told = {name: getattr(act, name) for name in _Act.__slots__}
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        kept = self._read(key)
        assert kept is not None, "what was just linked is there"
        return kept

    def _read(self, key: str) -> _Act | None:
        try:
            return _act(self._path(key).read_bytes())
        except FileNotFoundError:
            return None

    def _acts(self) -> Iterator[_Act]:
        for path in sorted(self._folder.glob("*.json")):
            yield _act(path.read_bytes())

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def _charge_of(card: str, key: str, cents: int) -> _Act:
    is_approved = card in {APPROVED, LOST}
    reference = _reference(key) if is_approved else ""
    return _Act(
        "charge",
        cents,
        "",
        is_approved,
        reference,
        card,
        DECLINES.get(card, "" if is_approved else "unknown card"),
    )


def _kept_of(card: str, key: str) -> _Act:
    is_kept = card in {APPROVED, LOST, POOR}
    told = hashlib.sha256(key.encode()).hexdigest()
    token = f"tok-{told[:6]}-{told[6:12]}-{told[12:18]}" if is_kept else ""
    return _Act("keep", 0, "", is_kept, token, card, "" if is_kept else DECLINES.get(card, "unknown card"))


def _forgetting(token: str) -> str:
    return f"forget-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def _reference(key: str) -> str:
    return "SIM" + hashlib.sha256(key.encode()).hexdigest()[:12].upper()


def _act(content: bytes) -> _Act:
    return _Act(**json.loads(content))


def check_act(key: str, cents: int) -> None:
    """Raise LinkRefused unless a terminal may be asked by this key for these cents."""
    if _KEY.fullmatch(key) is None or not 0 < cents <= MOST_CENTS:
        raise LinkRefused(
            "card terminal: a key has 1 to 64 letters, digits or dashes, and cents are positive"
        )


def _check_same(act: _Act, what: str, cents: int, of: str) -> None:
    if (act.what, act.cents, act.of) != (what, cents, of):
        raise LinkConflict("card terminal: this key was used for another act; give the act a new one")
