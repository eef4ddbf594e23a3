"""A simulated card terminal in a folder: test cards that approve, decline, or lose the answer on the way, and
pages on which a person pays from afar.

Promises to forget nothing: each act is one file named after its key, written whole before it is answered.
"""

import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from almoner.core.collect.card import CardAnswer
from almoner.links.mailbox import LinkConflict, LinkDown, LinkRefused

PRESENTED = "presented"
"""The file in which a test or a demonstration says which test card is at the terminal: its last four."""
APPROVED, LOST, POOR = "4242", "0119", "9995"
DECLINES = {"0002": "declined", POOR: "insufficient funds", "0069": "expired card"}
"""Test cards by their last four digits. `LOST` is charged, and its answer gets lost once;
`POOR` can be kept, and is declined when it is charged."""
MOST_CENTS = 10_000_000
PAGE_S = 30 * 60
"""How long a page can be paid."""
UNPAID, WITHDRAWN = "it was not paid in time", "the payment was given up"
_KEY = re.compile(r"[A-Za-z0-9-]{1,64}")
_PAGE = re.compile(r"([0-9a-f]{32})-([0-9a-f]{32})")


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


@dataclass(frozen=True, slots=True)
class HostedPage:
    """A page of the processor's: which charge it takes, how much, where it leads back to, and until when
    (seconds since 1970) it can be paid.
    """

    key: str
    cents: int
    back: str
    secret: str
    until: float


class SimulatedTerminal:
    """A CardTerminal whose memory is the files of a folder, made at the first act. `site` is the address
    under which its pages are shown, `now` tells the seconds since 1970.
    """

    def __init__(self, folder: Path, *, site: str = "", now: Callable[[], float] = time.time) -> None:
        self._folder, self._site, self._now = folder, site, now

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

    def host(self, key: str, cents: int, back: str) -> str:
        """Open a page that can be paid for half an hour."""
        check_act(key, cents)
        path = self._path(key).with_suffix(".page")
        made = HostedPage(key, cents, back, secrets.token_hex(16), self._now() + PAGE_S)
        page = HostedPage(**self._keep(path, {name: getattr(made, name) for name in HostedPage.__slots__}))
        if (page.cents, page.back) != (cents, back):
            raise LinkConflict("card terminal: this key was used for another act; give the act a new one")
        return f"{self._site}/{path.stem}-{page.secret}"

    def withdraw(self, key: str) -> CardAnswer:
        """Close a page; who pays it at this very moment was quicker or wasn't."""
        check_act(key, 1)
        page = self._page_of(key)
        cents = page.cents if page else 1
        return self._first(key, _Act("charge", cents, "", False, "", "", WITHDRAWN)).answer

    def shown(self, page_id: str) -> tuple[HostedPage, CardAnswer | None] | None:
        """Return a page by the end of its address, with what became of it; None where there is none."""
        found = _PAGE.fullmatch(page_id)
        try:
            told = json.loads((self._folder / f"{found[1]}.page").read_bytes()) if found else None
        except FileNotFoundError:
            told = None
        page = HostedPage(**told) if told else None
        if found is None or page is None or not secrets.compare_digest(page.secret, found[2]):
            return None
        return page, self.status(page.key)

    def pay(self, page: HostedPage, card: str) -> CardAnswer:
        """Take a test card by its last four on a page; what became of the page before stands."""
        known = self.status(page.key)
        return known or self._first(page.key, _charge_of(card, page.key, page.cents)).answer

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
        act, page = self._read(key), self._page_of(key)
        if act is None and page is not None and page.until <= self._now():
            act = self._first(key, _Act("charge", page.cents, "", False, "", "", UNPAID))
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

    def _page_of(self, key: str) -> HostedPage | None:
        try:
            return HostedPage(**json.loads(self._path(key).with_suffix(".page").read_bytes()))
        except FileNotFoundError:
            return None

    def _first(self, key: str, act: _Act) -> _Act:
        """Keep an act under its key; where another was quicker, that one stands."""
        return _Act(**self._keep(self._path(key), {name: getattr(act, name) for name in _Act.__slots__}))

    def _keep(self, path: Path, told: dict[str, Any]) -> dict[str, Any]:
        """Write a file whole where it isn't there yet, and return what it says."""
        self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
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
        kept: dict[str, Any] = json.loads(path.read_bytes())
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
