"""Makes cards and signed bundles for tests."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from almoner.core.rules.bundle import Manifest
from almoner.store.shipped.bundles import write_bundle

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
CEDAR = """
[[card]]
id = "member-id-cedar"
excepts = "member-id"
since = 2026-01-01
source = "Cedar Mutual provider manual 2026, section 2.1"
message = "The member id does not have the shape of Cedar Mutual's."
mend = "Copy all eleven places from the insurance card."
scope = { payers = ["CMA01"] }
params = { shapes = ["CM#######@#"] }

  [[card.case]]
  name = "as on the card"
  fires = false
  set = { "coverage.member_id" = "CM1234567K3" }

  [[card.case]]
  name = "a place short"
  fires = true
  set = { "coverage.member_id" = "CM123456K3" }
"""


@dataclass(frozen=True)
class Issue:
    """What a manifest says, and whose key signs it."""

    name: str = "cedar-mutual"
    sequence: int = 1
    begins: date = date(2026, 1, 1)
    key: bytes = KEY


FIRST = Issue()


def bundle(folder: Path, text: str = CEDAR, issue: Issue = FIRST) -> Path:
    """Write a bundle of one file of cards and return its place."""
    cards = folder / f"{issue.name}-{issue.sequence}"
    cards.mkdir(parents=True, exist_ok=True)
    (cards / "cards.toml").write_text(text, encoding="utf-8")
    about = Manifest(issue.name, "Cedar Mutual", issue.sequence, issue.begins, {})
    place = folder / f"{issue.name}-{issue.sequence}.json"
    place.write_bytes(write_bundle(cards, about, issue.key))
    return place
