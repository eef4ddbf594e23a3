"""A second review: a visit that another person codes again without seeing the first codes, what differs, and
who settles it.

Promises that the first coder is never the second, that what differs is named code by code, and that each
difference is settled with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from almoner.core.coding.decision import Act, CodingDecision, Sort, standing
from almoner.core.coding.sampling import Ground

FIRST_LISTED = "first listed"
LONGEST_REASON = 500
MOST_CODES = 30
_WANTED = frozenset({"confirm", "review"})


class ReviewState(StrEnum):
    """How far a second review has come."""

    DRAWN = "drawn"
    DIFFERS = "differs"
    AGREED = "agreed"
    SETTLED = "settled"


class Right(StrEnum):
    """Whose coding a difference is settled for."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class CodedService:
    """A service as it was coded; modifiers in any order mean the same."""

    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The service in one word for a person: units and modifiers only where they say something."""
        units = f" x {self.units}" if self.units != 1 else ""
        return " ".join([f"{self.code}{units}", *sorted(self.modifiers)])


@dataclass(frozen=True, slots=True)
class Codes:
    """What a person coded: diagnoses in order, and services."""

    diagnoses: tuple[str, ...] = ()
    services: tuple[CodedService, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two persons coded differently; a side is empty where it has nothing of the kind."""

    sort: Sort
    about: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a difference was settled, and why."""

    difference: Difference
    right: Right
    reason: str


@dataclass(frozen=True, slots=True)
class CodingReview:
    """The second review of one superbill. `suggested` are the codes that the machine had shown as sure or
    probable; `card` is the version of the card that drew it.
    """

    kind: ClassVar[str] = "coding_review"
    id: int
    visit_id: int
    patient_id: int
    provider_id: int
    note_id: int
    superbill_id: int
    coded_by: str
    first: Codes
    grounds: tuple[Ground, ...]
    holds_claim: bool
    drawn_on: date
    due_on: date
    card: str
    suggested: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    """Those of `suggested` that the first coder took over."""
    involved: tuple[str, ...] = ()
    """Whoever decided on a code of the visit: none of them codes it a second time."""
    version: int = 1
    state: ReviewState = ReviewState.DRAWN
    second: Codes = Codes()
    reviewed_by: str = ""
    reviewed_on: date | None = None
    verdicts: tuple[Verdict, ...] = ()
    settled_by: str = ""
    settled_on: date | None = None

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do something."""
        return self.state in {ReviewState.DRAWN, ReviewState.DIFFERS}

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the two coded differently; nothing before the second has coded."""
        return () if self.state is ReviewState.DRAWN else differences(self.first, self.second)

    def with_late(self, first: Codes, grounds: Iterable[Ground], *, by: str, holds: bool) -> "CodingReview":
        """Return the review with codes that were decided on late, before the second person has coded."""
        assert self.state is ReviewState.DRAWN, "what a second person has coded is compared as it was"
        return replace(
            self,
            version=self.version + 1,
            first=first,
            grounds=tuple(dict.fromkeys((*self.grounds, *grounds))),
            holds_claim=self.holds_claim or holds,
            involved=tuple(sorted({*self.involved, by})),
        )

    def confirms(self, service: CodedService) -> bool:
        """True where a second person has coded just this service from the note, and it was not settled that
        they were wrong.
        """
        refused = {one.difference.about for one in self.verdicts if one.right is not Right.SECOND}
        told = {one.told for one in self.second.services}
        return not self.is_open and service.told in told and service.code not in refused

    def coded_again(self, second: Codes, *, by: str, on: date) -> "CodingReview":
        """Return the review with what the second person coded."""
        assert self.state is ReviewState.DRAWN, "a visit is coded a second time once"
        assert not against_second(self, by), "the flow refuses whoever coded the visit"
        state = ReviewState.DIFFERS if differences(self.first, second) else ReviewState.AGREED
        return replace(
            self, version=self.version + 1, state=state, second=second, reviewed_by=by, reviewed_on=on
        )

    def settled(self, verdicts: Sequence[Verdict], *, by: str, on: date) -> "CodingReview":
        """Return the review with how its differences were settled."""
        assert not verdict_faults(self, verdicts), "the flow shows the faults first"
        return replace(
            self,
            version=self.version + 1,
            state=ReviewState.SETTLED,
            verdicts=tuple(verdicts),
            settled_by=by,
            settled_on=on,
        )


def suggested_of(decisions: Iterable[CodingDecision]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that were suggested as sure or probable, and those of them that were accepted."""
    stands = [
        one
        for one in standing(decisions).values()
        if one.suggestion is not None and one.suggestion.tier in _WANTED
    ]
    return (
        tuple(one.suggestion.code for one in stands if one.suggestion),
        tuple(one.code for one in stands if one.action is Act.ACCEPT),
    )


def against_second(review: CodingReview, name: str) -> str:
    """Return what stands against this person coding the visit a second time; empty where nothing does."""
    if name == review.coded_by or name in review.involved:
        return "Who coded a visit doesn't code it a second time."
    return ""


def against_settling(review: CodingReview, name: str, *, third_person: bool) -> str:
    """Return what stands against this person settling what differs; empty where nothing does."""
    if name in {review.coded_by, *review.involved}:
        return "Who coded a visit doesn't settle what differs."
    if third_person and name == review.reviewed_by:
        return "A third person settles what differs."
    return ""


def code_faults(codes: Codes) -> list[str]:
    """Return what keeps a person's codes from being compared, each as one sentence."""
    services = [one.code for one in codes.services]
    checks = (
        (not codes.diagnoses, "At least one diagnosis."),
        (not codes.services, "At least one service."),
        (len(set(codes.diagnoses)) != len(codes.diagnoses), "A diagnosis stands twice."),
        (len(set(services)) != len(services), "A service stands twice."),
        (len(codes.diagnoses) + len(services) > MOST_CODES, f"At most {MOST_CODES} codes."),
        (any(one.units < 1 for one in codes.services), "Units are at least 1."),
        (any(len(one.modifiers) > 4 for one in codes.services), "At most four modifiers."),
    )
    return [said for is_wrong, said in checks if is_wrong]


def differences(first: Codes, second: Codes) -> tuple[Difference, ...]:
    """Return what two persons coded differently: diagnoses, which stands first, then services."""
    return (*_diagnoses(first, second), *_services(first, second))


def _diagnoses(first: Codes, second: Codes) -> Iterator[Difference]:
    for code in dict.fromkeys((*first.diagnoses, *second.diagnoses)):
        one, other = (code if code in each.diagnoses else "" for each in (first, second))
        if one != other:
            yield Difference(Sort.DIAGNOSIS, code, one, other)
    heads = [each.diagnoses[0] for each in (first, second) if each.diagnoses]
    if len(heads) == 2 and heads[0] != heads[1]:
        yield Difference(Sort.DIAGNOSIS, FIRST_LISTED, heads[0], heads[1])


def _services(first: Codes, second: Codes) -> Iterator[Difference]:
    one, other = ({each.code: each.told for each in codes.services} for codes in (first, second))
    for code in dict.fromkeys((*one, *other)):
        if one.get(code) != other.get(code):
            yield Difference(Sort.SERVICE, code, one.get(code, ""), other.get(code, ""))


def verdict_faults(review: CodingReview, verdicts: Sequence[Verdict]) -> list[str]:
    """Return what keeps these verdicts from settling a review, each as one sentence."""
    found = []
    if review.state is not ReviewState.DIFFERS:
        found.append("Nothing differs that is not settled.")
    if tuple(one.difference for one in verdicts) != review.differences:
        found.append("Say of each difference whose coding is right.")
    if any(not one.reason.strip() or len(one.reason) > LONGEST_REASON for one in verdicts):
        found.append(f"Say why, in {LONGEST_REASON} characters.")
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one code in a second review: `held` is true where the first coder's coding stood."""

    sort: Sort
    code: str
    coder: str
    provider_id: int
    on: date
    held: bool


def outcomes(review: CodingReview) -> tuple[Outcome, ...]:
    """Return what came of each code of a review that is over: a code of either stands as one."""
    if review.is_open or review.reviewed_on is None:
        return ()
    on = review.settled_on or review.reviewed_on
    wrong = {
        (one.difference.sort, one.difference.about)
        for one in review.verdicts
        if one.right is not Right.FIRST and one.difference.about != FIRST_LISTED
    }
    codes: Mapping[tuple[Sort, str], None] = dict.fromkeys(
        (
            *((Sort.DIAGNOSIS, code) for code in review.first.diagnoses),
            *((Sort.SERVICE, one.code) for one in review.first.services),
            *wrong,
        )
    )
    return tuple(
        Outcome(sort, code, review.coded_by, review.provider_id, on, (sort, code) not in wrong)
        for sort, code in sorted(codes)
    )
