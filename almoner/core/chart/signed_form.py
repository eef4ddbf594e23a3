"""The forms that a patient signs at the desk: what is to be signed when, and a signature bound to its text.

Promises that a signature covers the very text that was shown: the text is kept with it, under one hash.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

LONGEST_NAME = 100
LONGEST_DRAWING = 20_000
YEAR = timedelta(days=365)
RELATIONS = ("self", "parent", "guardian", "spouse", "representative")
"""Who signs, as seen from the patient."""
_DRAWING = re.compile(r"(?:M[0-9]{1,4} [0-9]{1,4}(?: L[0-9]{1,4} [0-9]{1,4})+ ?)+")
"""A path of strokes in whole units: nothing else is ever put on a page."""


class FormsBroken(ValueError):
    """The card of forms can't be read; names the place and the rule."""


class Every(StrEnum):
    """How often a form is signed."""

    ONCE = "once"
    YEAR = "year"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Form:
    """A form as its card has it; `text` may hold {practice}. `says`: for bookings whose reason says so."""

    id: str
    title: str
    text: str
    every: Every
    from_on: date
    source: str
    says: tuple[str, ...] = ()

    def is_for(self, reason: str) -> bool:
        """True for bookings of this reason."""
        return not self.says or any(word in reason.casefold() for word in self.says)

    def shown(self, practice: str) -> str:
        """Return the text as it is shown and signed."""
        return self.text.strip().replace("{practice}", practice)


class Way(StrEnum):
    """How it was signed."""

    DRAWN = "drawn"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class SignedForm:
    """A form that was signed. `drawing` is an SVG path, empty where the name was typed; `signed_at` the
    instant in UTC, `witness` who was at the desk. `sha256` covers all of it.
    """

    kind: ClassVar[str] = "signed_form"
    id: int
    patient_id: int
    form: str
    title: str
    text: str
    signed_by: str
    relation: str
    way: Way
    signed_on: date
    signed_at: str
    witness: str
    version: int = 1
    appointment_id: int = 0
    drawing: str = ""
    sha256: str = ""

    def seal(self) -> str:
        """Return the hash that belongs to what was signed."""
        parts = (
            *(
                self.patient_id,
                self.form,
                self.title,
                self.text,
                self.signed_by,
                self.relation,
                self.way.value,
            ),
            *(self.signed_on.isoformat(), self.signed_at, self.witness, self.appointment_id, self.drawing),
        )
        return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal: what a page says that it has shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_forms(words: str) -> tuple[Form, ...]:
    """Read the forms of a card, or raise FormsBroken."""
    try:
        found = tuple(
            Form(
                id=told["id"],
                title=told["title"],
                text=told["text"],
                every=Every(told["every"]),
                from_on=told["from"],
                source=told["source"],
                says=tuple(told.get("says", ())),
            )
            for told in tomllib.loads(words)["form"]
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise FormsBroken(f"the card of forms: {type(error).__name__}: {error}") from None
    if len({one.id for one in found}) < len(found):
        raise FormsBroken("the card of forms: two have one id")
    return found


@dataclass(frozen=True, slots=True)
class Moment:
    """For what it is asked which forms are due: a booking with its reason, on a day, at a practice."""

    practice: str
    reason: str
    appointment_id: int
    on: date


def due_forms(forms: Iterable[Form], signed: Iterable[SignedForm], at: Moment) -> tuple[Form, ...]:
    """Return the forms to sign: those in force whose text as it is now was not signed, or too long ago."""
    kept = tuple(signed)
    return tuple(
        form
        for form in forms
        if form.from_on <= at.on
        and form.is_for(at.reason)
        and not any(_stands(one, form, at) for one in kept if one.form == form.id)
    )


def _stands(one: SignedForm, form: Form, at: Moment) -> bool:
    if one.text != form.shown(at.practice):
        return False
    if form.every is Every.YEAR:
        return at.on - one.signed_on < YEAR
    return form.every is Every.ONCE or one.appointment_id == at.appointment_id


@dataclass(frozen=True, slots=True)
class Signature:
    """What a person gave at the desk: a name, and a drawing where there is one."""

    signed_by: str
    relation: str
    drawing: str = ""


def against_signature(given: Signature) -> str:
    """Return what is wrong with a signature as one sentence, else nothing."""
    name = given.signed_by.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return f"The name of who signs has 1 to {LONGEST_NAME} printable characters."
    if given.relation not in RELATIONS:
        return "Who signs is the patient, or acts for them."
    if given.drawing and (len(given.drawing) > LONGEST_DRAWING or _DRAWING.fullmatch(given.drawing) is None):
        return "The drawing can't be read: clear it and sign again, or leave it empty and type the name."
    return ""
