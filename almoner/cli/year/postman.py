"""Carries files from the box's mailbox to the practice's, and does to them what a postman of bad days does.

What happens to a file follows from the seed and from what it is, so that a kill changes nothing. Whatever is
cut, miscounted or late comes whole in the end.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from almoner.cli.year import mischief
from almoner.cli.year.trouble import Trouble

STABLE = ("835", "bank")
"""Kinds whose names say nothing of our own numbers, which a kill may shift."""
LATEST = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file as it is put into the practice's mailbox: when, under which name, with which bytes."""

    on: date
    name: str
    content: bytes
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Postman:
    """Between the box's mailbox and the practice's `door`, a folder with `to/` and `from/` of its own; what
    others than the box send lies in `others`.
    """

    box: Path
    others: Path
    door: Path
    trouble: Trouble
    seed: int
    _carried: set[str] = field(default_factory=set)
    """Names of the box of which nothing is on its way any more."""

    def open(self) -> None:
        """Make the door; what the practice sends lies with the box at once."""
        (self.box / "to").mkdir(parents=True, exist_ok=True)
        (self.box / "from").mkdir(exist_ok=True)
        self.others.mkdir(exist_ok=True)
        (self.door / "from").mkdir(parents=True, exist_ok=True)
        if not (self.door / "to").is_symlink():
            (self.door / "to").symlink_to(self.box / "to", target_is_directory=True)

    def shut(self, *, is_down: bool) -> None:
        """Take the mailbox away, or bring it back."""
        away = self.door.with_name(f"{self.door.name}-away")
        if is_down and self.door.exists():
            self.door.rename(away)
        elif not is_down and away.exists():
            away.rename(self.door)

    def carry(self, on: date) -> None:
        """Deliver all that is due by a day; what lies there already stays."""
        for path in self.sent():
            if path.name in self._carried:
                continue
            parcels = list(self._parcels(path.name, path.read_bytes()))
            for parcel in parcels:
                if parcel.on <= on:
                    self._deliver(parcel)
            if all(parcel.on <= on for parcel in parcels):
                self._carried.add(path.name)

    def sent(self) -> list[Path]:
        """Return what the outside has sent so far, by name."""
        every = [*(self.box / "from").iterdir(), *self.others.iterdir()]
        return sorted((path for path in every if not path.name.startswith(".")), key=lambda path: path.name)

    def has_some(self) -> bool:
        """True while something is on its way."""
        return any(path.name not in self._carried for path in self.sent())

    def _deliver(self, parcel: Parcel) -> None:
        target = self.door / "from" / parcel.name
        if target.exists() and target.stat().st_size >= len(parcel.content):
            return
        fresh = target.with_name(f".{parcel.name}.tmp")
        fresh.write_bytes(parcel.content)
        fresh.replace(target)

    def whole_on(self, name: str, content: bytes) -> date:
        """The day on which a file of the box is at the door, whole, for the first time."""
        return min(parcel.on for parcel in self._parcels(name, content) if parcel.is_whole)

    def _parcels(self, name: str, content: bytes) -> Iterator[Parcel]:
        on = date(int(name[:4]), int(name[4:6]), int(name[6:8]))
        chance = random.Random(f"{self.seed}|{_known_as(name)}")
        stem, _, ending = name.rpartition(".")
        roll, later = chance.randrange(1000), on + timedelta(days=chance.randint(1, LATEST.days))
        shares, strange = self.trouble, chance.randrange(1000)
        if roll < shares.late:
            yield Parcel(later, name, content)
        elif roll < shares.late + shares.cut:
            yield Parcel(on, name, mischief.cut(content, chance), is_whole=False)
            if chance.random() < 0.5 and ending == "x12":  # it was still being written
                yield Parcel(on + timedelta(days=1), name, content)
            else:
                yield Parcel(later, f"{stem}-whole.{ending}", content)
        elif roll < shares.late + shares.cut + shares.miscounted and mischief.miscounted(content):
            yield Parcel(on, name, mischief.miscounted(content) or b"", is_whole=False)
            yield Parcel(later, f"{stem}-mended.{ending}", content)
        elif both := self._halves(content, chance):
            yield Parcel(on, name, both[0], is_whole=False)
            yield Parcel(on if chance.random() < 0.3 else later, f"{stem}-second.{ending}", both[1])
            return
        else:
            yield Parcel(on, name, content)
        if chance.randrange(1000) < shares.doubled:
            yield Parcel(later, f"{stem}-again.{ending}", content)
        if chance.randrange(1000) < shares.reworded:
            yield Parcel(later, f"{stem}-reworded.{ending}", mischief.reworded(content))
        if strange < shares.strays:
            other = mischief.astray(content) if strange % 2 else None
            yield Parcel(on, f"{stem}-stray.{ending}", other or mischief.garbage(chance), is_whole=False)

    def _halves(self, content: bytes, chance: random.Random) -> tuple[bytes, bytes] | None:
        return mischief.halves(content) if chance.randrange(1000) < self.trouble.halved else None


def _known_as(name: str) -> str:
    """What chance knows a file by: its day, sender and kind, and its place among payments of the day."""
    stem = name.rpartition(".")[0]
    day, party, kind, tag = stem.split("-", 3)
    return "-".join((day, party, kind, tag if kind in STABLE else ""))
