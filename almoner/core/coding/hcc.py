"""Risk groups (HCC) of a patient's year: what its diagnoses say of next year's cost by Medicare's models.

Promises to show every group with the diagnoses that it came from, also those that a graver one of the same
family took the place of. Factors and scores are thousandths.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskPerson:
    """Who the score is for: whole years on 1 February of the payment year, `F` or `M`; whether Medicaid pays
    too, in full (`is_dual`), and whether Medicare began for a disability.
    """

    age: int
    sex: str
    is_dual: bool = False
    was_disabled: bool = False


@dataclass(frozen=True, slots=True)
class RiskService:
    """One service with its diagnoses (without dots). Diagnoses count only of meetings face to face, which the
    procedure tells; an empty one counts as such a meeting.
    """

    diagnoses: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """A group of a model, with the diagnoses that give it. `dropped_by` is the graver group that takes its
    place, empty where it counts; then `thousandths` is its factor.
    """

    number: str
    label: str
    diagnoses: tuple[str, ...]
    thousandths: int = 0
    dropped_by: str = ""


@dataclass(frozen=True, slots=True)
class RiskScore:
    """The score of one model before Medicare's own cuts and normalization. `interactions` are the factors for
    groups that stand together; `rests_on` names who calculated it, by which tables.
    """

    model: str
    payment_year: int
    thousandths: int
    demographic: int
    groups: tuple[RiskGroup, ...]
    interactions: Mapping[str, int]
    rests_on: str

    @property
    def counted(self) -> tuple[RiskGroup, ...]:
        """The groups that count."""
        return tuple(group for group in self.groups if not group.dropped_by)

    @property
    def dropped(self) -> tuple[RiskGroup, ...]:
        """The groups whose place a graver one takes."""
        return tuple(group for group in self.groups if group.dropped_by)
