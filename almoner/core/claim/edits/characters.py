"""Kind `characters`: texts hold only signs that a transaction can carry and fit their places; names of people
hold no title and no digit. What passes here, the writer writes.

Params: `titles` (words that are no part of a name).
"""

import re
from collections.abc import Iterator

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimRevision, Person
from almoner.core.party import Address, PersonName
from almoner.core.rules import Card
from almoner.core.x12 import X12WriteError, clean

_PLAIN = re.compile(r"[A-Za-z0-9 !\"&'()+,\-./;?=]*")
"""The basic set without the separators; text in it needs no second look."""

_SEPARATORS = frozenset("*:^~")
_DIGIT = re.compile(r"[0-9]")
_LONGEST = {
    "last": 60,
    "first": 35,
    "middle": 25,
    "street": 55,
    "city": 30,
    "contact": 60,
    "number": 50,
    "plan": 60,
    "id": 80,
}
"""NM103, NM104, NM105, N301 and N302, N401, PER02, SBR03 and REF02, SBR04, NM109."""
_NARROWEST = min(_LONGEST.values())
_SHORTEST_CITY = 2


def prepare(card: Card) -> Prepared:
    """Accents are fine: the writer transliterates them."""
    titles = "|".join(re.escape(title) for title in card.words("titles"))
    title = re.compile(rf"\b({titles})\b", re.IGNORECASE)

    def judge(facts: Facts) -> tuple[Hit, ...]:
        revision = facts.revision
        names = list(_names(revision))
        people = " ".join([f"{name.last} {name.first} {name.middle} {name.suffix}" for name in names])
        if _DIGIT.search(people) or title.search(people):
            return (Hit(row="name of a person"),)
        texts = _texts(revision)
        text = " ".join([people, *texts])
        if _is_foreign(text):
            return (Hit(row="text"),)
        is_short = text.isascii() and _are_short(names, texts)
        return NOTHING if is_short or _fits(revision, names) else (Hit(row="length"),)

    return Prepared(judge, ("patient.name",))


def _is_foreign(text: str) -> bool:
    if _PLAIN.fullmatch(text):
        return False
    if not _SEPARATORS.isdisjoint(text):
        return True
    try:
        clean(text)
    except X12WriteError:
        return True
    return False


def _names(revision: ClaimRevision) -> Iterator[PersonName]:
    yield revision.patient.name
    if revision.subscriber is not revision.patient:
        yield revision.subscriber.name
    for other in revision.others:
        if other.subscriber is not revision.patient:
            yield other.subscriber.name
    for party in (revision.rendering, revision.referring, revision.supervising):
        if party is not None and party.first:
            yield PersonName(last=party.last, first=party.first, middle=party.middle, suffix=party.suffix)


def _people(revision: ClaimRevision) -> Iterator[Person]:
    yield revision.patient
    if revision.subscriber is not revision.patient:
        yield revision.subscriber
    yield from (other.subscriber for other in revision.others)


def _addresses(revision: ClaimRevision) -> Iterator[Address]:
    yield from (person.address for person in _people(revision))
    for party in (revision.billing, revision.facility):
        if party is not None and party.address is not None:
            yield party.address
    if revision.pay_to is not None:
        yield revision.pay_to
    yield revision.payer.address


def _texts(revision: ClaimRevision) -> list[str]:
    """Every other text that goes out. A `#` of a street is left out by the writer, so it isn't
    looked at.
    """
    billing, accident = revision.billing, revision.accident
    texts = [billing.contact, billing.phone, billing.clia, revision.submitter_id, revision.original_ref]
    texts += (revision.authorization, revision.referral_number)
    for place in _addresses(revision):
        texts += (place.line1.replace("#", " "), place.line2.replace("#", " "))
        texts += (place.city, place.state, place.zip)
    for party in (billing, revision.facility, revision.rendering):
        if party is not None:
            texts += (party.last, party.npi, party.taxonomy, party.payer_number)
    if accident is not None:
        texts += (accident.claim_number, accident.state)
    for payer in (revision.payer, *[other.payer for other in revision.others]):
        texts += (payer.name, payer.claim_payer_id, payer.member_id, payer.group_number, payer.plan_name)
    for other in revision.others:
        if other.prior is not None:
            texts += (other.prior.payer_control, *other.prior.remarks)
    for line in revision.lines:
        if line.ndc or line.description:
            texts += (line.ndc, line.description)
    return texts


def _are_short(names: list[PersonName], texts: list[str]) -> bool:
    """Texts without accents fit the narrowest place, and none is too short for a city: so it is with most."""
    parts = [part for name in names for part in (name.last, name.first, name.middle)]
    widths = set(map(len, map(str.strip, texts)))
    return 1 not in widths and max(*widths, *map(len, parts)) <= _NARROWEST


def _fits(revision: ClaimRevision, names: list[PersonName]) -> bool:
    """True where every name and address line is as long as its element may be."""
    longest = _LONGEST
    for name in names:
        if _size(name.last) > longest["last"] or _size(name.first) > longest["first"]:
            return False
        if _size(name.middle) > longest["middle"]:
            return False
    for place in _addresses(revision):
        if (
            max(_size(place.line1), _size(place.line2)) > longest["street"]
            or _size(place.city) > longest["city"]
        ):
            return False
        if 0 < _size(place.city) < _SHORTEST_CITY:
            return False
    if max(_size(revision.billing.last), _size(revision.payer.name)) > longest["last"]:
        return False
    return _numbers_fit(revision)


def _numbers_fit(revision: ClaimRevision) -> bool:
    payers = (revision.payer, *(other.payer for other in revision.others))
    numbers = (revision.authorization, revision.referral_number, *(payer.group_number for payer in payers))
    return (
        max(map(_size, numbers)) <= _LONGEST["number"]
        and max(_size(payer.plan_name) for payer in payers) <= _LONGEST["plan"]
        and max(_size(payer.member_id) for payer in payers) <= _LONGEST["id"]
        and _size(revision.billing.contact) <= _LONGEST["contact"]
    )


def _size(text: str) -> int:
    """How many characters are written; an accent may become two. A text of which nothing would be left fits
    nowhere.
    """
    if text.isascii():
        return len(text.strip())
    return len(clean(text.replace("#", " "))) or max(_LONGEST.values()) + 1
