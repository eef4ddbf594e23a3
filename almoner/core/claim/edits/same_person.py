"""Kind `same_person`: the patient on the claim isn't written as the payer's latest answer has the person. No
params.
"""

from collections.abc import Iterable
from unicodedata import normalize

from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """What the answer doesn't say is not compared; letters are, whatever their case."""
    del card

    def judge(facts: Facts) -> Iterable[Hit]:
        answered, patient = facts.answered_person, facts.revision.patient
        if answered is None:
            return NOTHING
        pairs = (
            ("last name", answered.last, patient.name.last),
            ("first name", answered.first, patient.name.first),
            ("sex", answered.sex, patient.sex),
        )
        found = [what for what, told, own in pairs if told and _plain(told) != _plain(own)]
        if answered.birth_on and answered.birth_on != patient.birth_on:
            found.append("birth date")
        return [Hit(0, f"payer's answer: another {what}") for what in found]

    return Prepared(judge, ("benefits.person", "patient.name"))


def _plain(text: str) -> str:
    """Letters and digits without case and accents, which payers' files don't keep."""
    return "".join(char for char in normalize("NFKD", text.casefold()) if char.isalnum())
