"""A bundle of cards from an issuer: one JSON file with the texts of the cards, a manifest that names each by
its hash, and a signature over the manifest's exact text. Promises a bundle that is whole and within its
bounds; whose signature it is, the store proves.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almoner.core.rules.card import MAX_TEXT

FORMAT = "almoner-bundle-1"
MOST_BYTES = 8 << 20
MOST_FILES = 200
MOST_SEQUENCE = 1 << 31
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\.toml")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELDS = frozenset({"id", "issuer", "sequence", "effective_on", "cards"})


class BundleError(ValueError):
    """A file is no bundle, or one that must not be used; the text says where, and what is wanted."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an issuer says of a bundle: its id, which stays the same from issue to issue; `sequence`, which
    rises; and the first day of service on which it changes anything. `cards` are the SHA-256 by file name.
    """

    id: str
    issuer: str
    sequence: int
    effective_on: date
    cards: Mapping[str, str]

    def text(self) -> str:
        """Return the one text that is signed."""
        told = {
            "id": self.id,
            "issuer": self.issuer,
            "sequence": self.sequence,
            "effective_on": self.effective_on.isoformat(),
            "cards": dict(sorted(self.cards.items())),
        }
        return json.dumps(told, indent=1, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read: `texts` are the cards' files by name, `signed` what the signature is over,
    `sha256` that of the whole file.
    """

    manifest: Manifest
    texts: tuple[tuple[str, str], ...]
    signed: bytes
    signature: bytes
    key: bytes
    sha256: str

    @property
    def fingerprint(self) -> str:
        """The key's short name, by which people compare it."""
        return fingerprint(self.key)


def fingerprint(key: bytes) -> str:
    """Return the short name of a public key."""
    return hashlib.sha256(key).hexdigest()[:32]


def signed_part(manifest: str) -> bytes:
    """Return the bytes that are signed for a manifest's text; the format's name keeps them from being taken
    for anything else.
    """
    return f"{FORMAT}\n{manifest}".encode()


def manifest_of(texts: Iterable[tuple[str, str]], about: Manifest) -> Manifest:
    """Return a manifest with the hashes of these texts."""
    return Manifest(
        about.id,
        about.issuer,
        about.sequence,
        about.effective_on,
        {name: _sha256(text) for name, text in texts},
    )


def pack(manifest: str, texts: Iterable[tuple[str, str]], *, signature: bytes, key: bytes) -> bytes:
    """Return the file of a bundle."""
    whole = {
        "format": FORMAT,
        "manifest": manifest,
        "key": b64encode(key).decode(),
        "signature": b64encode(signature).decode(),
        "cards": dict(sorted(texts)),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def read_bundle(content: bytes) -> Bundle:
    """Return the bundle of a file; BundleError for anything else. The signature isn't judged here."""
    if len(content) > MOST_BYTES:
        raise BundleError(f"the bundle is larger than {MOST_BYTES >> 20} MB")
    whole = _table(content, "the bundle")
    if whole.get("format") != FORMAT or set(whole) != {"format", "manifest", "key", "signature", "cards"}:
        raise BundleError(f"the bundle: format {FORMAT} with manifest, key, signature and cards is wanted")
    manifest_text = whole["manifest"]
    if not isinstance(manifest_text, str):
        raise BundleError("manifest: a text is wanted")
    manifest = _manifest(manifest_text)
    return Bundle(
        manifest,
        _texts(whole["cards"], manifest),
        _bytes_of(manifest_text, "manifest", signed=True),
        _decoded(whole, "signature", 64),
        _decoded(whole, "key", 32),
        hashlib.sha256(content).hexdigest(),
    )


def _table(content: bytes | str, place: str) -> dict[str, Any]:
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        raise BundleError(f"{place}: not JSON") from None
    if not isinstance(table, dict):
        raise BundleError(f"{place}: an object is wanted")
    return table


def _manifest(text: str) -> Manifest:
    told = _table(text, "manifest")
    if set(told) != _FIELDS:
        raise BundleError(f"manifest: exactly {', '.join(sorted(_FIELDS))} are wanted")
    name, issuer, sequence, cards = told["id"], told["issuer"], told["sequence"], told["cards"]
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise BundleError("manifest.id: small letters, digits and hyphens are wanted, at most 64")
    if not isinstance(issuer, str) or not issuer.strip() or len(issuer) > 100 or not issuer.isprintable():
        raise BundleError("manifest.issuer: a name of at most 100 characters is wanted")
    if type(sequence) is not int or not 1 <= sequence < MOST_SEQUENCE:
        raise BundleError("manifest.sequence: a whole number from 1 is wanted")
    if not isinstance(cards, dict) or len(cards) > MOST_FILES:
        raise BundleError(f"manifest.cards: at most {MOST_FILES} files with their SHA-256 are wanted")
    for file, sha256 in cards.items():
        if not _FILE.fullmatch(file) or not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
            raise BundleError("manifest.cards: a plain name as cedar.toml and a SHA-256 in hex are wanted")
    return Manifest(name, issuer, sequence, _day(told["effective_on"]), cards)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise BundleError("manifest.effective_on: a day as 2026-01-31 is wanted") from None


def _texts(cards: object, manifest: Manifest) -> tuple[tuple[str, str], ...]:
    if not isinstance(cards, dict) or set(cards) != set(manifest.cards):
        raise BundleError("cards: exactly the files of the manifest are wanted")
    for name, text in cards.items():
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise BundleError(f"cards.{name}: a text of at most {MAX_TEXT} characters is wanted")
        if hashlib.sha256(_bytes_of(text, f"cards.{name}")).hexdigest() != manifest.cards[name]:
            raise BundleError(f"cards.{name}: not the text that the manifest names; fetch the bundle again")
    return tuple(sorted(cards.items()))


def _bytes_of(text: str, place: str, *, signed: bool = False) -> bytes:
    try:
        return signed_part(text) if signed else text.encode()
    except UnicodeEncodeError:
        raise BundleError(f"{place}: half a character is no text") from None


def _decoded(whole: Mapping[str, Any], name: str, size: int) -> bytes:
    try:
        found = b64decode(whole[name], validate=True)
    except (ValueError, TypeError):
        found = b""
    if len(found) != size:
        raise BundleError(f"{name}: {size} bytes in base64 are wanted")
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
