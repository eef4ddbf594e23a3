"""Which refusals (AAA03) a level of the answer to a review may have: those of a party speak of that party."""

from collections.abc import Iterator

from almoner.core.x12.rule import Spot, Words, at, rule
from almoner.core.x12.tree import Loop

_OF_MEMBERS = frozenset("58 64 65 66 67 68 71 72 73 74 75 76 77 78".split())
_OF_PROVIDERS = frozenset("43 44 45 46 47 49 50 51 97".split())
_OF_REVIEWERS = frozenset("80 T4".split())
_FOREIGN = {
    "2000A": _OF_MEMBERS | _OF_PROVIDERS,
    "2010A": _OF_MEMBERS | _OF_PROVIDERS,
    "2010B": _OF_MEMBERS | _OF_REVIEWERS,
    "2010C": _OF_PROVIDERS | _OF_REVIEWERS,
    "2010D": _OF_PROVIDERS | _OF_REVIEWERS,
    "2010EA": _OF_MEMBERS | _OF_REVIEWERS,
    "2010FA": _OF_MEMBERS | _OF_REVIEWERS,
}
"""Reasons that speak of somebody else than the party of a loop. Sources differ about the rest."""


@rule(
    "U-05",
    " ".join(_FOREIGN),
    Words(
        "The reason of this refusal speaks of another party than the one that it stands at.",
        "Refuse at the level of the party that the reason is about.",
        source="278 AAA03",
    ),
    has="refusal",
    severity="warning",
)
def refusal_speaks_of_its_party(loop: Loop) -> Iterator[Spot]:
    """AAA03 by level."""
    for row in loop.rows("refusal"):
        if row.get("reason") in _FOREIGN[loop.id]:
            yield at(row, "reason")
