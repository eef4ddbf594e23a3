"""Reads charge cards from their files, and is their linter: a card that isn't right is refused by file and
place.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from almoner.core.charge.charge_cards import (
    CardFile,
    Case,
    ChargeCardError,
    ChargeCards,
    Draw,
    Drug,
    Giving,
    Head,
    Imaging,
    Match,
    Route,
    Shots,
    Test,
    Vaccine,
)

_CODE = re.compile(r"[A-Z0-9]{5}")
_ID = re.compile(r"[a-z][a-z0-9-]{1,40}")
_CONTAINERS = ("single", "multiple", "either")
_WAYS = ("injection", "push", "infusion")
_STEPS = ("injection", "push", "push_more", "infusion", "infusion_hour", "infusion_next", "infusion_beside")
_TOP = frozenset("card drug giving route vaccine shot test draw imaging case".split())


def read_cards(text: str, name: str) -> CardFile:
    """Return the cards of a file. ChargeCardError names the first place that isn't right."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ChargeCardError(f"{name}: {error}") from None
    if unknown := set(tables) - _TOP:
        raise ChargeCardError(f"{name} [{min(unknown)}]: a table out of {', '.join(sorted(_TOP))}")
    reader = _Reader(name)
    head = reader.head(tables.get("card", {}))
    cards = reader.cards(tables, head.id)
    cases = tuple(reader.case(one, head) for one in tables.get("case", ()))
    if not cases:
        raise ChargeCardError(f"{name}: a card proves itself with a [[case]] at least")
    return CardFile(name, head, cards, cases)


class _Reader:
    """Reads tables, and says where one isn't right."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fault(self, place: str, wanted: str) -> ChargeCardError:
        return ChargeCardError(f"{self.name} {place}: {wanted}")

    def head(self, table: Mapping[str, Any]) -> Head:
        self.only(table, "[card]", "id since until source")
        card_id, since, until = table.get("id", ""), table.get("since"), table.get("until")
        if not isinstance(card_id, str) or not _ID.fullmatch(card_id):
            raise self.fault("[card] id", "small letters, digits and dashes")
        if type(since) is not date or (until is not None and type(until) is not date):
            raise self.fault("[card] since", "a day; `until` is a later day or absent")
        if until is not None and until <= since:
            raise self.fault("[card] until", "a day after `since`")
        return Head(card_id, since, until, self.text(table, "source", "[card]"))

    def cards(self, tables: Mapping[str, Any], card: str) -> ChargeCards:
        drugs = tuple(self.drug(one, card) for one in tables.get("drug", ()))
        givings = [self.giving(name, one, card) for name, one in tables.get("giving", {}).items()]
        routes = tuple(self.route(one) for one in tables.get("route", ()))
        shot = tables.get("shot")
        imaging = tables.get("imaging")
        waste = tables.get("card", {}).get("waste_payers", [])
        return ChargeCards(
            drugs=drugs,
            givings={one.id: one for one in givings},
            routes=routes,
            vaccines=tuple(self.vaccine(one, card) for one in tables.get("vaccine", ())),
            shots=self.shots(shot, card) if shot else None,
            tests=tuple(self.test(one, card) for one in tables.get("test", ())),
            draws=tuple(self.draw(one, card) for one in tables.get("draw", ())),
            imaging=self.imaging(imaging, card) if imaging else None,
            waste_payers=frozenset(waste),
        )

    def drug(self, table: Mapping[str, Any], card: str) -> Drug:
        place = f"[[drug]] {table.get('code', '')}"
        self.only(table, place, "code title codes words per unit container giving since")
        container = table.get("container", "either")
        if container not in _CONTAINERS:
            raise self.fault(f"{place} container", f"one of {', '.join(_CONTAINERS)}")
        return Drug(
            card,
            self.code(table, place),
            self.text(table, "title", place),
            self.match(table, place),
            self.amount(table, "per", place),
            self.text(table, "unit", place),
            container,
            self.text(table, "giving", place) if "giving" in table else "simple",
            table.get("since", date.min),
        )

    def giving(self, name: str, table: Mapping[str, Any], card: str) -> Giving:
        place = f"[giving.{name}]"
        self.only(table, place, " ".join(("rank", *_STEPS)))
        codes = {step: self.code(table, place, step) for step in _STEPS if step in table}
        if not isinstance(table.get("rank"), int) or "injection" not in codes:
            raise self.fault(place, "a rank, and the code of an injection at least")
        return Giving(card, name, table["rank"], codes)

    def route(self, table: Mapping[str, Any]) -> Route:
        self.only(table, "[[route]]", "way codes words")
        if table.get("way") not in _WAYS:
            raise self.fault("[[route]] way", f"one of {', '.join(_WAYS)}")
        return Route(table["way"], self.match(table, "[[route]]"))

    def vaccine(self, table: Mapping[str, Any], card: str) -> Vaccine:
        place = f"[[vaccine]] {table.get('code', '')}"
        self.only(table, place, "code title codes words parts way medicare")
        parts, way = table.get("parts", 1), table.get("way", "shot")
        if not isinstance(parts, int) or not 1 <= parts <= 9:
            raise self.fault(f"{place} parts", "a number of components from 1 to 9")
        if way not in {"shot", "other", "covid"}:
            raise self.fault(f"{place} way", "shot, other or covid")
        medicare = self.code(table, place, "medicare") if "medicare" in table else ""
        title = self.text(table, "title", place)
        return Vaccine(card, self.code(table, place), title, self.match(table, place), parts, way, medicare)

    def shots(self, table: Mapping[str, Any], card: str) -> Shots:
        names = "shot shot_more other other_more counselled counselled_part covid".split()
        self.only(table, "[shot]", " ".join((*names, "counselled_under", "diagnosis")))
        codes = {name: self.code(table, "[shot]", name) for name in names}
        under = table.get("counselled_under")
        if not isinstance(under, int):
            raise self.fault("[shot] counselled_under", "an age in years")
        return Shots(card, codes, under, self.text(table, "diagnosis", "[shot]"))

    def test(self, table: Mapping[str, Any], card: str) -> Test:
        place = f"[[test]] {table.get('code', '')}"
        self.only(table, place, "code title codes words waived each")
        return Test(
            card,
            self.code(table, place),
            self.text(table, "title", place),
            self.match(table, place),
            table.get("waived", False) is True,
            table.get("each", False) is True,
        )

    def draw(self, table: Mapping[str, Any], card: str) -> Draw:
        place = f"[[draw]] {table.get('code', '')}"
        self.only(table, place, "code title codes words specimen")
        specimen = self.match(table.get("specimen", {}), f"{place} specimen")
        title = self.text(table, "title", place)
        return Draw(card, self.code(table, place), title, self.match(table, place), specimen)

    def imaging(self, table: Mapping[str, Any], card: str) -> Imaging:
        self.only(table, "[imaging]", "starts facilities")
        starts, places = (
            self.words(table, "starts", "[imaging]"),
            self.words(table, "facilities", "[imaging]"),
        )
        if not starts:
            raise self.fault("[imaging] starts", "how codes with two components begin")
        return Imaging(card, starts, frozenset(places))

    def case(self, table: Mapping[str, Any], head: Head) -> Case:
        self.only(table, "[[case]]", "says given wants on payer age")
        given, wants = table.get("given"), table.get("wants")
        if not isinstance(given, list) or not given or not isinstance(wants, list):
            raise self.fault("[[case]]", "what was `given`, and the lines that it `wants`")
        on = table.get("on", head.since_on)
        if type(on) is not date or not head.holds(on):
            raise self.fault("[[case]] on", "a day of the card")
        says = self.text(table, "says", "[[case]]")
        payer, age = table.get("payer", "commercial"), table.get("age", 40)
        return Case(head.id, says, tuple(given), tuple(wants), on, payer, age)

    def match(self, table: Mapping[str, Any], place: str) -> Match:
        codes, words = self.words(table, "codes", place), self.words(table, "words", place)
        if not codes and not words:
            raise self.fault(place, "`codes` or `words` that name it")
        if any(word != word.casefold() or not word.strip() for word in words):
            raise self.fault(f"{place} words", "small letters")
        return Match(frozenset(codes), words)

    def only(self, table: Any, place: str, allowed: str) -> None:
        if not isinstance(table, Mapping):
            raise self.fault(place, "a table")
        if place == "[card]":
            allowed += " waste_payers"
        if unknown := set(table) - set(allowed.split()):
            raise self.fault(f"{place} {min(unknown)}", f"one of {allowed}")

    def words(self, table: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
        found = table.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            raise self.fault(f"{place} {name}", "a list of texts")
        return tuple(found)

    def text(self, table: Mapping[str, Any], name: str, place: str) -> str:
        found = table.get(name)
        if not isinstance(found, str) or not found.strip():
            raise self.fault(f"{place} {name}", "a text")
        return found

    def code(self, table: Mapping[str, Any], place: str, name: str = "code") -> str:
        found = table.get(name)
        if not isinstance(found, str) or not _CODE.fullmatch(found):
            raise self.fault(f"{place} {name}", "a procedure code of five places")
        return found

    def amount(self, table: Mapping[str, Any], name: str, place: str) -> Decimal:
        try:
            found = Decimal(str(table.get(name)))
        except InvalidOperation:
            raise self.fault(f"{place} {name}", "a number") from None
        if not found.is_finite() or found <= 0:
            raise self.fault(f"{place} {name}", "a number above 0")
        return found
