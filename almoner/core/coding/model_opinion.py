"""What a stronger model said of a signed note, kept with the checks that it went through."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from almoner.core.coding.axis_choice import ModelChoice


@dataclass(frozen=True, slots=True)
class ModelRefused:
    """A choice of the model that counts for nothing: the code that it named, empty where it named none that
    was offered, and why.
    """

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class ModelOpinion:
    """One opinion on a note, of which nothing is decided. `word` says why there is none although a model is
    set; places are code points of the note, half-open.
    """

    kind: ClassVar[str] = "model_opinion"
    id: int
    visit_id: int
    patient_id: int
    note_id: int
    note_sha256: str
    model: str
    prompt: str
    asked_by: str
    asked_on: date
    chosen: tuple[ModelChoice, ...] = ()
    refused: tuple[ModelRefused, ...] = ()
    word: str = ""
    version: int = 1
