"""A test of the route to a payer: a question about somebody who doesn't exist, and what the payer said to it.

Promises that no patient is in it. A payer that doesn't know the person has understood the question: that is
what the test is to show. Any other refusal tells what stands in the way.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from almoner.core.claim import Party, Person
from almoner.core.coverage import BenefitState
from almoner.core.party import Address, Payer, PersonName, Practice
from almoner.core.wire.benefits_271 import SELF, BenefitAnswer, BenefitInquiry

MEMBER = "ROUTETEST"
_NOWHERE = Address("1 Test Street", "Testville", "NY", "12207")
NOBODY = Person(PersonName("ROUTETEST", "ALMONER"), date(1901, 1, 1), "U", _NOWHERE)
"""Whom a test asks about."""
MARK = "RT"

State = Literal["waiting", "works", "refused"]


@dataclass(frozen=True, slots=True)
class RouteTest:
    """One test: `interchange_id` is the file with the question, `answer_id` the one with the answer, `said`
    what the payer said in our words.
    """

    kind: ClassVar[str] = "route_test"
    id: int
    payer_id: int
    interchange_id: int
    asked_by: str
    asked_on: date
    version: int = 1
    state: State = "waiting"
    answer_id: int = 0
    answered_on: date | None = None
    said: tuple[str, ...] = ()

    @property
    def trace(self) -> str:
        """The trace number of its question; the answer carries it."""
        return f"{MARK}{self.id}"


def question(test: RouteTest, payer: Payer, practice: Practice) -> BenefitInquiry:
    """Return what a test asks the payer."""
    return BenefitInquiry(
        trace=test.trace,
        payer_name=payer.name,
        payer_id=payer.eligibility_payer_id,
        provider=Party(last=practice.name, npi=practice.npi),
        subscriber=NOBODY,
        member_id=MEMBER,
        patient=NOBODY,
        relation=SELF,
        service_on=test.asked_on,
    )


def answered(test: RouteTest, answer: BenefitAnswer, *, answer_id: int, on: date) -> RouteTest:
    """Return a test with what the payer said: it works unless the question itself was refused."""
    state: State = "refused" if answer.state is BenefitState.REFUSED else "works"
    return replace(
        test,
        version=test.version + 1,
        state=state,
        answer_id=answer_id,
        answered_on=on,
        said=answer.refusals,
    )
