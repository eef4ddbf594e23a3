"""Kind `person`: a person on the claim has a name, a whole address and a sex. Params: `who` (patient,
subscriber).
"""

from operator import attrgetter

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.party import Address
from almoner.core.party.identifiers import is_digits
from almoner.core.rules import Card

SELF = "18"
SEXES = ("F", "M", "U")
"""DMG03."""


def prepare(card: Card) -> Prepared:
    """A subscriber who isn't the patient is told without an address (2010BA)."""
    who = card.text("who")
    person_of = attrgetter(who)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        person = person_of(revision)
        if not person.name.last.strip():
            return (Hit(row=f"{who} name"),)
        wants_address = who == "patient" or revision.payer.relation == SELF
        if wants_address and not is_whole(person.address):
            return (Hit(row=f"{who} address"),)
        if wants_address and person.sex not in SEXES:
            return (Hit(row=f"{who} sex"),)
        return NOTHING

    return Prepared(judge, (f"{who}.name", f"{who}.address", "coverage.subscriber"))


def is_whole(place: Address) -> bool:
    """True where nothing of an address is missing."""
    has_words = bool(place.line1.strip(" #") and place.city.strip())
    return has_words and len(place.state) == 2 and len(place.zip) in (5, 9) and is_digits(place.zip)
