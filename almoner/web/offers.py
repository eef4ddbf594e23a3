"""The one thing that a sign-in may take back now: kept in the session for a minute, shown on every page."""

import secrets
import time
from dataclasses import asdict, dataclass

from django.http import HttpRequest

KEPT_S = 60
TOLD_S = 10
"""How long the page says that something was taken back."""
_NAME = "undo"


@dataclass(frozen=True, slots=True)
class Offer:
    """What was done, to which record of which practice, and the page to come back to. Holds no patient data:
    `said` is one of our own sentences. An empty `kind` only says something: nothing is left to take back.
    """

    practice_id: int
    said: str
    back: str
    until_s: float
    kind: str = ""
    record_id: int = 0
    key: str = ""

    @property
    def left_s(self) -> int:
        """Whole seconds for which it stands."""
        return max(0, int(self.until_s - time.time()))


def keep(request: HttpRequest, offer: Offer) -> None:
    """Let the next pages show an offer; one that stood before is gone."""
    request.session[_NAME] = asdict(offer)


def made(practice_id: int, said: str, back: str, *, kind: str = "", record_id: int = 0) -> Offer:
    """Return an offer that begins now."""
    until_s = time.time() + (KEPT_S if kind else TOLD_S)
    return Offer(practice_id, said, back, until_s, kind, record_id, secrets.token_urlsafe(16))


def standing(request: HttpRequest, practice_id: int) -> Offer | None:
    """Return the offer that still stands in this practice."""
    kept = request.session.get(_NAME)
    offer = Offer(**kept) if isinstance(kept, dict) else None
    if offer is None or offer.practice_id != practice_id or offer.until_s <= time.time():
        return None
    return offer


def take(request: HttpRequest, practice_id: int) -> Offer | None:
    """Return the offer whose key the form carries and let nobody take it again; None where it is over."""
    offer = standing(request, practice_id)
    given = str(request.POST.get("offer", ""))
    if offer is None or not offer.kind or not secrets.compare_digest(given.encode(), offer.key.encode()):
        return None
    del request.session[_NAME]
    return offer
