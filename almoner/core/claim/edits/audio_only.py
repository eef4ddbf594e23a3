"""Kind `audio_only`: a service by sound alone doesn't say so. Params: `places`, `modifiers` (what tells a
remote line); `one_of` (modifiers of which one says so).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.remote_line import RemoteLines
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card

UNKNOWN = (Unjudged("lines.telehealth.audio_only is not given"),)


def prepare(card: Card) -> Prepared:
    """Judge each remote line without one of the modifiers."""
    remote, one_of = RemoteLines(card), frozenset(card.words("one_of"))

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if line in remote and one_of.isdisjoint(line.modifiers):
                is_audio = facts.of_line(number).remote.is_audio_only
                hit = (Hit(number, f"{line.code}: none of {', '.join(sorted(one_of))}"),)
                found += UNKNOWN if is_audio is None else hit if is_audio else NOTHING
        return found

    return Prepared(judge, about=remote.about)
