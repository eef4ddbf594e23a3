"""What a form of the chart posted, field by field: bounded, and refused where it can't be read."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest

from almoner.core.chart.shape import Amount, Coding, Comparator, Concept, Moment, Outsider
from almoner.core.chart.systems import NAMES, written
from almoner.flow.refused import refusal
from almoner.web import asked

_AMERICAN = re.compile(r"(?:(?P<month>[01]?[0-9])/)?(?:(?P<day>[0-3]?[0-9])/)?(?P<year>[0-9]{4})")
_NUMBER = re.compile(r"(?P<sign><=|>=|<|>)? ?(?P<digits>-?[0-9]{1,18}(\.[0-9]{1,17})?)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One form. `on` is the practice's day."""

    request: HttpRequest
    on: date

    def text(self, name: str, *, longest: int = 4000) -> str:
        """Return a text without the blanks around it; one sign too many is left for the check to find."""
        return asked.text_in_form(self.request, name, longest=longest + 1)

    def number(self, name: str) -> int:
        """Return a whole number, 0 where nothing was typed."""
        found = self.text(name, longest=18)
        if not found:
            return 0
        if not (found.isascii() and found.isdecimal() and len(found) < 10):
            raise _unreadable("A number", "Give it in digits.")
        return int(found)

    def id(self, name: str) -> int:
        """Return the id of a record that was chosen, else 0."""
        return asked.id_in_form(self.request, name)

    def moment(self, name: str) -> Moment | None:
        """Return a day as precise as it was typed: `2019-05`, `2019`, also `05/2019` and `05/14/2019`."""
        found = self.text(name, longest=40)
        if not found:
            return None
        american = _AMERICAN.fullmatch(found)
        if american is None:
            return Moment(found)
        parts = [american["year"], american["month"], american["day"]]
        return Moment("-".join(part.zfill(2) for part in parts if part))

    def needed_moment(self, name: str) -> Moment:
        """Return a moment that has to be there."""
        found = self.moment(name)
        if found is None:
            raise _unreadable("The day", "Give it as 2026-03-02, or less exactly as 2026-03 or 2026.")
        return found

    def day(self, name: str) -> date | None:
        """Return a day that is a whole day, None where nothing was typed."""
        if not self.text(name, longest=40):
            return None
        found = asked.day_in_form(self.request, name)
        if found is None:
            raise _unreadable("A day", "Give it as 2026-03-02.")
        return found

    def decimal(self, name: str) -> Decimal | None:
        """Return a number exactly as it was typed, None where nothing was."""
        found = self.text(name, longest=40).replace(",", "")
        if not found:
            return None
        try:
            number = Decimal(found)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise _unreadable("A number", "Give it in digits, such as 72.5.")
        return number

    def amount(self, name: str, unit: str) -> Amount | None:
        """Return a number with its unit, None where nothing was typed."""
        number = self.decimal(name)
        return None if number is None else Amount(number, unit, unit)

    def amount_or_text(self, name: str, unit: str) -> Amount | str:
        """Return an amount where a number was typed, also with a comparator, else the words."""
        found = self.text(name, longest=1000)
        match = _NUMBER.fullmatch(found)
        if match is None:
            return found
        return Amount(Decimal(match["digits"]), unit, unit, _comparator(match["sign"] or ""))

    def concept(self, seen: Concept | None = None) -> Concept:
        """Return what was named with its code. Codes that were there stay while the shown one does: a code
        that is changed takes with it those that would mean something else.
        """
        words, typed = self.text("words", longest=500), self.text("code", longest=100)
        system = self.text("system", longest=250)
        before = seen.codings if seen else ()
        if not typed:
            return Concept(words)
        if system not in NAMES:
            raise _unreadable("The list of the code", "Choose one that is offered.")
        code = written(system, typed)
        if before and (before[0].system, before[0].code) == (system, code):
            return Concept(words, before)
        return Concept(words, (Coding(system, code, is_chosen=True),))

    def plain_concept(self, name: str, seen: Concept | None = None) -> Concept | None:
        """Return words as a concept, with the codes that it had while the words stay."""
        words = self.text(name, longest=500)
        if seen is not None and seen.words == words:
            return seen
        return Concept(words) if words else None

    def outsider(self, name: str, seen: Outsider | None = None) -> Outsider | None:
        """Return somebody outside by name, with what was known of them."""
        words = self.text(name, longest=120)
        if seen is not None and seen.name == words:
            return seen
        return Outsider(words) if words else None


def _comparator(sign: str) -> Comparator:
    known: dict[str, Comparator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
    return known.get(sign, "")


def _unreadable(what: str, mend: str) -> Exception:
    return refusal("CHT-21", f"{what} can't be read.", mend)
