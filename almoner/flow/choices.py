"""What a person likes of the screens: theirs alone, whichever browser and practice they enter from. It is
nobody's record, so it is kept in place and asks for no right but to be signed in as that person.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser, User

from almoner.store.kept import choices


def kept(user: User | AnonymousUser | None) -> dict[str, Any]:
    """Return what somebody signed in has kept, as it came with their session; nothing of anybody else."""
    said = getattr(getattr(user, "choices", None), "said", None)
    return said if isinstance(said, dict) else {}


def keep(user: User, changes: Mapping[str, Any]) -> None:
    """Keep what changed of a person's choices beside the others."""
    choices.keep(user.pk, changes)
