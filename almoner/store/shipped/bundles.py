"""The bundles of cards in a data folder: which keys are trusted, what is installed, and what was before.
Promises that a change is whole or isn't, and that whoever reads meanwhile sees the one or the other. Needs
no server.
"""

import contextlib
import fcntl
import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from almoner.core.rules.bundle import (
    MOST_BYTES,
    Bundle,
    BundleError,
    Manifest,
    manifest_of,
    pack,
    read_bundle,
    signed_part,
)
from almoner.core.rules.card import CardError, Mode
from almoner.core.rules.overlay import Layer, overlaid, shadowed
from almoner.core.rules.policy import Policy

_MOST_KEPT = 50
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Who:
    """Who changes what is installed, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Installed:
    """A bundle that is installed: which issue, live or in shadow, by whose key, since when and by whom."""

    id: str
    issuer: str
    sequence: int
    effective_on: str
    sha256: str
    mode: str
    key: str
    installed_on: str
    installed_by: str

    @property
    def is_live(self) -> bool:
        """True where its findings are heard."""
        return self.mode == Mode.LIVE.value


@dataclass(frozen=True, slots=True)
class Active:
    """What is installed, what was before each change, the newest last, and the highest issue of each bundle
    that was ever installed here, as (sequence, SHA-256).
    """

    bundles: tuple[Installed, ...] = ()
    before: tuple[tuple[Installed, ...], ...] = ()
    highest: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, name: str, mode: Mode) -> Installed | None:
        """The installed issue of a bundle that is live, or in shadow."""
        return next((one for one in self.bundles if one.id == name and one.mode == mode.value), None)


class BundleStore:
    """The bundles in `<data>/policy`. Reading needs no lock; a writer holds one and swaps the list whole."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = data / "policy"
        self._list = self.folder / "active.json"

    def stamp(self) -> Stamp | None:
        """What changes whenever the list does; one look at the folder, so that it may be asked for each
        claim.
        """
        try:
            found = self._list.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def active(self) -> Active:
        """What is installed; BundleError where the list can't be read."""
        try:
            told = json.loads(self._list.read_bytes())
        except FileNotFoundError:
            return Active()
        except (OSError, ValueError):
            raise BundleError("policy/active.json in the data folder can't be read: restore it") from None
        try:
            return Active(
                _installed(told["bundles"]),
                tuple(map(_installed, told["before"])),
                {name: (int(number), str(sha256)) for name, (number, sha256) in told["highest"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BundleError("policy/active.json in the data folder is damaged: restore it") from None

    def read(self, one: Installed) -> Bundle:
        """The bundle as it was installed; BundleError where the file isn't the same any more."""
        try:
            content = self._place(one.sha256).read_bytes()
        except OSError:
            raise BundleError(f"bundle {one.id}: its file is gone; install it again or roll back") from None
        found = read_bundle(content)
        if found.sha256 != one.sha256:
            raise BundleError(f"bundle {one.id}: its file was changed; install it again or roll back")
        return found

    def policy(self, shipped: Policy) -> Policy:
        """The shipped cards with those of the installed bundles, live and in shadow. CardError where what is
        live clashes with what is shipped; what is in shadow and fits no more is left out, for it may stop
        nothing.
        """
        installed = self.active().bundles
        live = self.live(shipped, installed)
        if all(one.is_live for one in installed):
            return live
        try:
            return shadowed(live, self.coming(shipped, installed))
        except (CardError, BundleError):
            return live

    def live(self, shipped: Policy, installed: Sequence[Installed]) -> Policy:
        """The shipped cards with those that are heard."""
        chosen = [one for one in installed if one.is_live]
        return self._laid(shipped, chosen) if chosen else shipped

    def coming(self, shipped: Policy, installed: Sequence[Installed]) -> Policy:
        """The cards as they would be if all that is in shadow were live, each in place of its older self."""
        chosen = {one.id: one for one in installed if one.is_live}
        chosen |= {one.id: one for one in installed if not one.is_live}
        return self._laid(shipped, chosen.values())

    def _laid(self, shipped: Policy, chosen: Iterable[Installed]) -> Policy:
        return overlaid(shipped, [layer(self.read(one)) for one in chosen])

    def policy_with(self, shipped: Policy, bundle: Bundle) -> Policy:
        """The shipped cards with the live bundles and this one as if it were live."""
        live = [one for one in self.active().bundles if one.is_live]
        older = [one.id == bundle.manifest.id for one in live]
        layers = [
            layer(bundle if is_older else self.read(one)) for one, is_older in zip(live, older, strict=True)
        ]
        return overlaid(shipped, layers if any(older) else [*layers, layer(bundle)])

    # --------------------------------------------------------------------------------- keys

    def trusted(self, name: str) -> list[bytes]:
        """The public keys that may sign a bundle of this id, by the practice's own list `trusted_keys`."""
        try:
            lines = (self.folder / "trusted_keys").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, ValueError):
            raise BundleError("policy/trusted_keys in the data folder can't be read") from None
        words = [line.partition("#")[0].split() for line in lines]
        return [_key(found[1]) for found in words if len(found) == 2 and found[0] == name]

    def trust(self, bundle: Bundle, who: Who) -> None:
        """Add a bundle's key to the list, for bundles of its id alone; somebody has compared it."""
        with self.changing():
            path = self.folder / "trusted_keys"
            told = path.read_bytes() if path.exists() else b""
            key = b64encode(bundle.key).decode()
            line = f"{bundle.manifest.id} {key}  # {bundle.fingerprint}, {who.on}, {who.by}\n"
            self._write(path, told + line.encode())
            self._note("trusted", who, bundle=bundle.manifest.id, key=bundle.fingerprint)

    def is_trusted(self, bundle: Bundle) -> bool:
        """True where the bundle's key may sign bundles of its id. BundleError where the key didn't sign
        it.
        """
        verify(bundle)
        return bundle.key in self.trusted(bundle.manifest.id)

    # --------------------------------------------------------------------------------- changes

    def refuse_older(self, bundle: Bundle) -> None:
        """BundleError where an issue is older than one that was installed before, or another of its
        number.
        """
        number, sha256 = self.active().highest.get(bundle.manifest.id, (0, ""))
        told = bundle.manifest
        if told.sequence < number:
            raise BundleError(
                f"bundle {told.id}: issue {told.sequence} is older than {number}, which was installed here; "
                "`almoner policy rollback` goes back to what was before"
            )
        if told.sequence == number and bundle.sha256 != sha256:
            raise BundleError(
                f"bundle {told.id}: another issue {number} was installed here; the issuer counts up each time"
            )

    def install(self, bundle: Bundle, content: bytes, *, mode: Mode, seen: Stamp | None, who: Who) -> bool:
        """Make a checked bundle live, or let it run in shadow beside its older self; False where it does so
        already. Its signature and cards were judged against the list of the stamp; BundleError where that has
        changed meanwhile.
        """
        told = bundle.manifest
        with self.changing():
            if self.stamp() != seen:
                raise BundleError("another bundle was installed meanwhile: look at this one again")
            now = self.active()
            self.refuse_older(bundle)
            standing = now.of(told.id, mode)
            if standing is not None and standing.sha256 == bundle.sha256:
                return False
            one = Installed(
                told.id,
                told.issuer,
                told.sequence,
                told.effective_on.isoformat(),
                bundle.sha256,
                mode.value,
                bundle.fingerprint,
                who.on.isoformat(),
                who.by,
            )
            self._write(self._place(bundle.sha256), content)
            self._swap(now, _with(now.bundles, one), {told.id: (told.sequence, bundle.sha256)})
            self._note(mode.value, who, bundle=told.id, sequence=told.sequence, sha256=bundle.sha256)
        return True

    def before(self) -> tuple[Installed, ...] | None:
        """What a roll back would make active; None where nothing was changed yet."""
        states = self.active().before
        return states[-1] if states else None

    def roll_back(self, who: Who) -> bool:
        """Make active what was before the last change; False where there is nothing."""
        with self.changing():
            now = self.active()
            if not now.before:
                return False
            self._save(Active(now.before[-1], now.before[:-1], now.highest))
            self._note("rolled back", who)
        return True

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """One writer at a time; the lock goes with the process."""
        (self.folder / "bundles").mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _swap(
        self, now: Active, bundles: tuple[Installed, ...], highest: Mapping[str, tuple[int, str]]
    ) -> None:
        before = (*now.before, now.bundles)[-_MOST_KEPT:]
        self._save(Active(bundles, before, {**now.highest, **highest}))

    def _save(self, active: Active) -> None:
        told = {
            "bundles": [asdict(one) for one in active.bundles],
            "before": [[asdict(one) for one in state] for state in active.before],
            "highest": {name: list(found) for name, found in active.highest.items()},
        }
        self._write(self._list, json.dumps(told, indent=1).encode())

    def _note(self, act: str, who: Who, **about: object) -> None:
        """Add a line to the log of the folder, which nothing ever shortens."""
        told = {"act": act, "on": who.on.isoformat(), "by": who.by, **about}
        handle = os.open(self.folder / "log.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(json.dumps(told).encode() + b"\n")

    def _place(self, sha256: str) -> Path:
        return self.folder / "bundles" / f"{sha256}.json"

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        """Write a file whole or not at all."""
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def layer(bundle: Bundle) -> Layer:
    """The bundle's cards as they lie over a policy."""
    return Layer(bundle.manifest.id, bundle.texts)


def load_bundle(path: Path) -> bytes:
    """Return the bytes of a bundle's file, BundleError where they can't be had; never more than a bundle may
    have.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BundleError(f"the bundle can't be read: {error.strerror}") from None


def verify(bundle: Bundle) -> None:
    """BundleError unless the bundle's own key signed its manifest."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bundle.key).verify(bundle.signature, bundle.signed)
    except (InvalidSignature, ValueError):
        raise BundleError("the signature isn't that of the key and the manifest: fetch it again") from None


def write_bundle(folder: Path, about: Manifest, key: bytes) -> bytes:
    """Return the bundle of the cards (`*.toml`) in a folder, signed by a private Ed25519 key of 32 bytes.
    `about` says whose it is; its `cards` are filled in here. What is made is read back: BundleError where it
    is none.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    manifest = manifest_of(texts, about).text()
    private = Ed25519PrivateKey.from_private_bytes(key)
    signature = private.sign(signed_part(manifest))
    public = private.public_key().public_bytes_raw()
    content = pack(manifest, texts, signature=signature, key=public)
    verify(read_bundle(content))
    return content


def _with(bundles: tuple[Installed, ...], one: Installed) -> tuple[Installed, ...]:
    """The bundles with one more: what goes live ends its shadow, and each keeps its place."""
    gone = {Mode.SHADOW.value, one.mode} if one.is_live else {one.mode}
    kept = [each for each in bundles if each.id != one.id or each.mode not in gone]
    place = next((n for n, each in enumerate(bundles) if each.id == one.id), len(kept))
    return (*kept[:place], one, *kept[place:])


def _installed(entries: Sequence[Mapping[str, Any]]) -> tuple[Installed, ...]:
    return tuple(Installed(**entry) for entry in entries)


def _key(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise BundleError("policy/trusted_keys: a line is the bundle's id and its key in base64") from None
