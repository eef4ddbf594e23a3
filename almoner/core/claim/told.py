"""What the record and the desk know around a claim beside the claim itself and the payer's answer.

Promises to tell ignorance from absence: None (and an empty text) is what nobody told, so that the edits that
need it stay silent and say so; an empty tuple or set is a fact.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.coverage.order import OnFile


@dataclass(frozen=True, slots=True)
class SelfPay:
    """What was done for a patient who pays alone. A day that is None is what was not done; `booked_on` None
    is not known.
    """

    booked_on: date | None = None
    estimate_on: date | None = None
    medicaid_checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoteTold:
    """What the note says: diagnoses that it calls probable or ruled out, chronic ones that it tells to have
    got worse, procedures that it tells were done (code, day), and the weeks of a pregnancy.
    """

    uncertain: frozenset[str] = frozenset()
    worse: frozenset[str] = frozenset()
    procedures: tuple[tuple[str, date], ...] = ()
    weeks_pregnant: int | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral over [since_on, until_on); None is open, `visits_left` None without a limit."""

    number: str
    since_on: date | None = None
    until_on: date | None = None
    visits_left: int | None = None


@dataclass(frozen=True, slots=True)
class PapersWanted:
    """The kinds of documents, all of them, that a payer's policy wants for codes and ranges of codes."""

    codes: tuple[str, ...]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A quality measure that applies to the visit, and the codes of which one reports it."""

    name: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """A diagnosis of the problem list, and the last day on which a visit recorded it (None: never)."""

    code: str
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, or a compact's privilege, to treat patients in a state over [since_on, until_on)."""

    state: str
    since_on: date | None = None
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        """True on the days of the licence."""
        return (self.since_on is None or self.since_on <= on) and (
            self.until_on is None or on < self.until_on
        )


@dataclass(frozen=True, slots=True)
class Told:
    """All of it. The codes of `referral_codes`, `capitated` and of papers may be ranges (`99202-99215`).
    `collected_cents` is what the patient paid at the desk.
    """

    on_file: tuple[OnFile, ...] | None = None
    self_pay: SelfPay | None = None
    note: NoteTold | None = None
    referral_codes: tuple[str, ...] | None = None
    referral: Referral | None = None
    papers: tuple[PapersWanted, ...] | None = None
    capitated: tuple[str, ...] | None = None
    measures: tuple[Measure, ...] | None = None
    problems: tuple[ListedProblem, ...] | None = None
    licences: tuple[Licence, ...] | None = None
    collected_cents: int | None = None
    is_assigned: bool | None = None
    is_encounter: bool = False


# ------------------------------------------------------------------------------------- of a line


@dataclass(frozen=True, slots=True)
class Transition:
    """The care after a discharge: the days of discharge, of the first contact, and how many attempts at one
    were noted within two business days.
    """

    discharged_on: date
    contacted_on: date | None = None
    attempts: int = 0
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class IncidentTo:
    """A service that another gave and a doctor bills: whether the doctor began the plan of care, whether the
    problem is new, and whether somebody supervised. None is not known.
    """

    has_plan: bool | None = None
    is_new_problem: bool | None = None
    is_supervised: bool | None = None


@dataclass(frozen=True, slots=True)
class Remote:
    """A visit by video or telephone: where the patient was, whether there was sound alone, whether it is the
    first of its treatment, and the last day on which the two met in person.
    """

    patient_state: str = ""
    is_audio_only: bool | None = None
    is_first: bool | None = None
    met_on: date | None = None
    is_waived: bool = False


NOT_TOLD = Told()
NOT_REMOTE = Remote()
