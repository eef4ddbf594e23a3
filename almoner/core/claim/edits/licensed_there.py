"""Kind `licensed_there`: on a remote line the provider holds no licence, nor a compact's privilege, in the
state where the patient was. Params: `places`, `modifiers` (what tells a remote line); `home` (places that are
the patient's home, whose state is that of the address where nobody tells another).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.remote_line import RemoteLines
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, Severity

NO_LICENCES = (Unjudged("providers.rendering.licences is not given"),)
NO_STATE = (Unjudged("lines.telehealth.patient_state is not given"),)


def prepare(card: Card) -> Prepared:
    """A state that is only guessed from the address warns at most."""
    remote, home = RemoteLines(card), frozenset(card.words("home"))

    def told(facts: Facts, number: int, line: ClaimLine) -> tuple[Hit | Unjudged, ...]:
        licences, state = facts.told.licences, facts.of_line(number).remote.patient_state
        address = facts.revision.patient.address.state if line.pos in home else ""
        if licences is None:
            return NO_LICENCES
        if not (state or address):
            return NO_STATE
        if any(one.state == (state or address) and one.holds(line.service_on) for one in licences):
            return NOTHING
        return (Hit(number, "no licence where the patient was", at_most=None if state else Severity.WARN),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        lines = enumerate(facts.revision.lines, 1)
        return [one for number, line in lines if line in remote for one in told(facts, number, line)]

    return Prepared(judge, about=remote.about)
