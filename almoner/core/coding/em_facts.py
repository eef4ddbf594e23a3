"""What a visit's level rests on, as typed facts: who was treated for what, which data were weighed, what was
decided at which risk, and how long it took. Facts hold places in the note, never its text.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

_DAY_MINUTES = 24 * 60
_WINDOW_MINUTES = 10 * _DAY_MINUTES
_MOST_FACTS = 500

Span = tuple[int, int]
"""Code points [start, end) of the note: the sentence that a fact rests on."""


class Rank(IntEnum):
    """The weight of an element of decision making; `NONE` says that nothing of it was found."""

    NONE = 0
    STRAIGHTFORWARD = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4


class Family(StrEnum):
    """The kind of visit, by where and how it took place."""

    OFFICE = "office"
    HOSPITAL_FIRST = "first hospital visit"
    HOSPITAL_LATER = "later hospital visit"
    HOSPITAL_ONE_DAY = "hospital, in and out on one day"
    HOSPITAL_DISCHARGE = "hospital discharge"
    CONSULT_OFFICE = "consultation outside of the hospital"
    CONSULT_HOSPITAL = "consultation in the hospital"
    NURSING_FIRST = "first nursing facility visit"
    NURSING_LATER = "later nursing facility visit"
    NURSING_DISCHARGE = "nursing facility discharge"
    HOME = "home"
    VIDEO = "video"
    AUDIO = "audio only"
    EMERGENCY = "emergency"
    CRITICAL = "critical care"


class Follows(StrEnum):
    """Whose rules the payer takes where they differ: consultations, telehealth codes, extra time."""

    CPT = "cpt"
    MEDICARE = "medicare"


class ProblemKind(StrEnum):
    """How a problem that was addressed stood on that day."""

    MINOR = "small, self-limiting"
    STABLE_CHRONIC = "stable chronic illness"
    NEW_UNCOMPLICATED = "new uncomplicated illness or injury"
    STABLE_ACUTE = "stable acute illness"
    UNCOMPLICATED_IN_HOSPITAL = "uncomplicated illness or injury that needs hospital care"
    WORSE_CHRONIC = "chronic illness getting worse or with side effects"
    NEW_UNCLEAR = "new problem with unclear outlook"
    SYSTEMIC_ACUTE = "acute illness with general symptoms"
    COMPLICATED_INJURY = "complicated injury"
    SEVERE_CHRONIC = "chronic illness in severe worsening"
    THREAT = "threat to life or function"


class DatumKind(StrEnum):
    """How something outside of the visit's own talk and examination was used."""

    OUTSIDE_NOTE = "note from outside"
    TEST = "test ordered or reviewed"
    STORY = "story told by another person"
    READING = "own reading of a test"
    TALK = "talk with an outside clinician or other proper source"


class Unfit(StrEnum):
    """Why a datum is shown, but doesn't count."""

    BILLED_HERE = "billed by the same provider with its reading"
    COUNTED_BEFORE = "counted at the visit that ordered it"
    OTHER_REASON = "this visit was not the reason for it"


class RiskKind(StrEnum):
    """What was decided, by its risk for the patient."""

    MINIMAL = "minimal"
    LOW = "low"
    PRESCRIPTION = "prescription managed"
    MINOR_SURGERY_AT_RISK = "minor surgery with risk factors"
    MAJOR_SURGERY = "major elective surgery without risk factors"
    SOCIAL_LIMIT = "treatment held back by social circumstances"
    TOXICITY_WATCH = "drug watched for toxicity"
    MAJOR_SURGERY_AT_RISK = "major surgery with risk factors"
    SURGERY_AT_ONCE = "major surgery at once"
    ADMISSION = "hospital admission"
    STEP_UP = "step up of hospital care"
    LESS_TREATMENT = "less treatment because of poor outlook"
    INJECTED_CONTROLLED_DRUG = "injected controlled drug"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem that was addressed: its status or plan stands in the note."""

    kind: ProblemKind
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Datum:
    """One piece of data. `what` tells sources and tests apart (a code or a source's key, no patient data): an
    outside note counts once a source, a test once, ordered or reviewed.
    """

    kind: DatumKind
    what: str = ""
    unfit: Unfit | None = None
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """One decision with its risk."""

    kind: RiskKind
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The three elements of decision making. An empty element says that nothing of it was found."""

    problems: tuple[Problem, ...] = ()
    data: tuple[Datum, ...] = ()
    risks: tuple[Risk, ...] = ()

    def __post_init__(self) -> None:
        for name, facts in (("problems", self.problems), ("data", self.data), ("risks", self.risks)):
            if len(facts) > _MOST_FACTS:
                raise ValueError(f"{name}: at most {_MOST_FACTS} facts a visit")


@dataclass(frozen=True, slots=True)
class Minutes:
    """The billing clinician's own minutes on the visit's day, without staff, travel and teaching.

    `apart` are the minutes among them of services billed apart; they are taken off. `nearby` are own
    minutes on the other days that Medicare lets extra time take in for homes, nursing facilities and
    one-day stays.
    """

    own: int
    apart: int = 0
    nearby: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.own <= _DAY_MINUTES:
            raise ValueError(f"minutes of a day: from 0 to {_DAY_MINUTES}")
        if not 0 <= self.apart <= self.own:
            raise ValueError("minutes billed apart: from 0 to the minutes of the day")
        if not 0 <= self.nearby <= _WINDOW_MINUTES:
            raise ValueError(f"minutes on other days: from 0 to {_WINDOW_MINUTES}")

    @property
    def counted(self) -> int:
        """The minutes of the day that count for the level."""
        return self.own - self.apart


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One visit as its note tells it. None is a fact that is not known: what needs it is not judged.

    `talk_minutes` is the talk itself, for audio. `is_staff_only` says that no clinician with own billing
    met the patient. `has_psychotherapy` says that psychotherapy is charged beside the visit.
    """

    family: Family
    on: date
    is_new: bool | None = None
    follows: Follows = Follows.CPT
    decision: Decision | None = None
    minutes: Minutes | None = None
    talk_minutes: int | None = None
    is_staff_only: bool = False
    has_psychotherapy: bool = False

    def __post_init__(self) -> None:
        if self.talk_minutes is not None and not 0 <= self.talk_minutes <= _DAY_MINUTES:
            raise ValueError(f"minutes of talk: from 0 to {_DAY_MINUTES}")
