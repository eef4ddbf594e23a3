"""Kind `characters`: texts hold only signs that the transaction can carry, and names of people no title and
no digit.

Params: `titles` (words that are no part of a name).
"""

import re
import unicodedata

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision, Party
from almoner.core.rules import Card

_FOREIGN = re.compile(r"[^A-Za-z0-9 !\"&'()+,\-./;?=%@\[\]_{}|<>#$`ßÆæŒœØøŁł]")
_DIGIT = re.compile(r"[0-9]")


def prepare(card: Card) -> Prepared:
    """Accents are fine: the writer transliterates them."""
    titles = "|".join(re.escape(title) for title in card.words("titles"))
    title = re.compile(rf"\b({titles})\b", re.IGNORECASE)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        names = _people(facts.revision)
        if _DIGIT.search(names) or title.search(names):
            return (Hit(row="name of a person"),)
        return (Hit(row="text"),) if _is_foreign(names + _texts(facts.revision)) else NOTHING

    return Prepared(judge, ("patient.name",))


def _is_foreign(text: str) -> bool:
    if not text.isascii():
        text = "".join(
            sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
        )
    return _FOREIGN.search(text) is not None


def _people(revision: ClaimRevision) -> str:
    names = [revision.patient.name]
    if revision.subscriber is not revision.patient:
        names.append(revision.subscriber.name)
    words = [f"{name.last} {name.first} {name.middle} {name.suffix}" for name in names]
    parties = (revision.rendering, revision.referring, revision.supervising)
    words.extend(
        f"{party.last} {party.first} {party.middle}" for party in parties if party is not None and party.first
    )
    return " ".join(words)


def _texts(revision: ClaimRevision) -> str:
    people = (revision.patient, revision.subscriber)
    places = [person.address for person in people]
    parties: list[Party] = [party for party in (revision.billing, revision.facility) if party is not None]
    places.extend(party.address for party in parties if party.address is not None)
    words = [f" {place.line1} {place.line2} {place.city}" for place in places]
    words.extend(party.last for party in parties)
    words.extend(line.description for line in revision.lines if line.description)
    return " ".join([*words, revision.payer.name, revision.payer.group_number, revision.payer.plan_name])
