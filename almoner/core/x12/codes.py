"""Level 5: codes of lists that lie outside a guide, and numbers with check digits. Lists are handed in;
without one a code's shape is looked at alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from almoner.core.x12.code_categories import KNOWN_UNTIL
from almoner.core.x12.code_days import NO_DAYS, NOTICES, Days, notice_days, service_days
from almoner.core.x12.code_plan import Coded, Slot, slots_of
from almoner.core.x12.code_rules import DOTTED, RULES, Kind
from almoner.core.x12.code_shapes import DOTTED_LISTS, SHAPES
from almoner.core.x12.rule import Rule, Spot, opener
from almoner.core.x12.spec import Guide, SegmentSpec
from almoner.core.x12.tree import Bound, Loop, Row

Verdict = Literal["good", "absent", "not_valid", "uncertain"]
"""What a list says of a code on a day: it has it; it doesn't; it has it, but not on that day or not for
this use; it can't tell (a sample, or a day that it doesn't cover)."""

Predicate = Callable[[str, str], Verdict]
"""A list: code and day of service (CCYYMMDD, empty where the file names none)."""

Tables = Mapping[str, Predicate]
"""Lists by the names that guides give them, as "icd10cm", "carc"."""

NO_TABLES: Tables = {}

_MEMO = 50_000
"""Texts that are remembered, a slot; then it starts anew."""
_SEPARATORS = frozenset(":>|<^\\")
_MEDICARE = frozenset({"MA", "MB"})
_MEMBERS = {"2010BA": "2000B", "2330A": "2320"}
"""Loops that name a subscriber, and those around them that name the payer's kind."""
_MBI_SINCE = "20200101"
_LOOSE = frozenset({"ein", "ssn", "revenue", "drg", "bank"})
"""Numbers that payers write as they like; what they send can't be sent back for that."""
_OF_A_PARTY = frozenset({"npi", "ein", "ssn", "mbi", "state", "zip", "postal", "country", "taxonomy"})


class _Fault(NamedTuple):
    """A rule that a text breaks, wherever it stands."""

    rule: Rule
    element: int
    component: int | None
    list_name: str


_Watch = tuple[int, int, int, Callable[[Loop], Days] | None, dict[object, tuple[_Fault, ...]], Slot]
"""A slot at work in one transaction: the elements that it looks at (the first; behind the last, 0 where there
is one only; the one that must be there), its day where that matters, what its texts were found to be."""


class CodeChecker:
    """Looks up the codes of one transaction.

    A list of `tables` decides whether a code exists and holds on the day of service; where it holds on the
    first or on the last day of the service, it is good. Without a list the code's form decides."""

    def __init__(self, tables: Tables, guide: Guide) -> None:
        self.tables = tables
        self.guide = guide
        self.is_claim = guide.set_id == "837"
        self._notice: Days | None = None
        self._dated_loop: Loop | None = None
        self._service = NO_DAYS
        self._watched: dict[SegmentSpec, tuple[_Watch, ...]] = {}
        self._fit: dict[tuple[str, str], Rule] = {}

    def spots(self, loop: Loop) -> Iterable[tuple[Rule, Spot]]:
        """The codes of this one loop (not of those in it) that are wrong."""
        watched = self._watched
        found: list[tuple[Rule, Spot]] = []
        for bound in loop.bound:
            watches = watched.get(bound[0])
            if watches is None:
                watches = self._watch(bound[0])
            elements = bound[1]
            size = len(elements)
            for first, stop, needed, days_of, known, slot in watches:
                if needed >= size:
                    break
                if stop and slot.qualifiers and elements[first] not in slot.qualifiers:
                    continue
                key: object = tuple(elements[first:stop]) if stop else elements[first]
                if days_of is not None:
                    key = (key, days_of(loop))
                faults = known.get(key)
                if faults is None:
                    faults = self._remember(known, key, self._look(bound, loop, slot))
                if faults:
                    found += self._told(faults, bound, loop)
        if self.is_claim and loop.spec.id in _MEMBERS and loop.bound:
            self._member(loop, found)
        return found

    def _service_days(self, loop: Loop) -> Days:
        if self._dated_loop is not loop:
            self._dated_loop, self._service = loop, service_days(loop, self.guide)
        return self._service

    def _notice_days(self, loop: Loop) -> Days:
        """A remittance has one day for all that it says."""
        if self._notice is not None:
            return self._notice
        days = notice_days(loop)
        if self.guide.set_id == "835":
            self._notice = days
        return days

    def _watch(self, spec: SegmentSpec) -> tuple[_Watch, ...]:
        watches = tuple(self._watch_over(slot) for slot in slots_of(spec))
        self._watched[spec] = watches
        return watches

    def _watch_over(self, slot: Slot) -> _Watch:
        is_single = slot.stop == slot.first + 1
        days_of = None if slot.lists.isdisjoint(self.tables) else self._days_of(slot)
        return slot.first, 0 if is_single else slot.stop, slot.needed, days_of, {"": ()}, slot

    def _days_of(self, slot: Slot) -> Callable[[Loop], Days]:
        return self._service_days if slot.lists.isdisjoint(NOTICES) else self._notice_days

    @staticmethod
    def _remember(
        known: dict[object, tuple[_Fault, ...]], key: object, faults: tuple[_Fault, ...]
    ) -> tuple[_Fault, ...]:
        if len(known) >= _MEMO:
            known.clear()
        if not any(each.list_name == "icd10cm" for each in faults):
            known[key] = faults
        return faults

    def _look(self, bound: Bound, loop: Loop, slot: Slot) -> tuple[_Fault, ...]:
        """Judges the codes of a slot one by one."""
        _, elements, _ = bound
        is_dated = "icd10cm" in slot.lists or not slot.lists.isdisjoint(self.tables)
        days = self._days_of(slot)(loop) if is_dated else NO_DAYS
        found = []
        for coded in slot.read(elements[slot.first : slot.stop], loop.delimiters.component):
            rule = self._judge(coded, days)
            if rule is not None:
                found.append(_Fault(rule, coded.element, coded.component, coded.list_name))
        return tuple(found)

    def _told(self, faults: tuple[_Fault, ...], bound: Bound, loop: Loop) -> Iterator[tuple[Rule, Spot]]:
        for each in faults:
            rule = self._fitted(each.rule, each.list_name, loop)
            yield rule, Spot(Row(bound, loop), each.element, each.component, loop)

    def _judge(self, coded: Coded, days: Days) -> Rule | None:
        text = coded.code.strip()
        if (
            not text
            or not coded.spec.least <= len(text) <= coded.spec.most
            or not _SEPARATORS.isdisjoint(text)
        ):
            # Levels 1 and 2 have said so, or the composite is written with another separator.
            return None
        code = text.upper()
        name = "hcpcs" if coded.list_name == "procedure" and code[0].isalpha() else coded.list_name
        kind = self._fault(name, code, days)
        if kind == "form" and name in DOTTED_LISTS and SHAPES[name](code.replace(".", "", 1)) is None:
            return DOTTED
        if kind is None and code != text:
            kind = "case"
        return RULES[name, kind] if kind else None

    def _fault(self, name: str, code: str, days: Days) -> Kind | None:
        shape = SHAPES.get(name)
        kind = shape(code) if shape else None
        table = self.tables.get(name)
        if table is None and kind == "absent" and name == "icd10cm" and days.last >= KNOWN_UNTIL:
            return "uncertain"
        if table is None or kind == "form":
            return kind
        verdict = table(code, days.first)
        if verdict != "good" and days.last != days.first:
            last = table(code, days.last)
            verdict = last if last == "good" else verdict
        return None if verdict == "good" else verdict

    def _fitted(self, rule: Rule, name: str, loop: Loop) -> Rule:
        """The rule as this transaction has it: some numbers that payers send are worth a look only; that of a
        party says whose it is."""
        is_loose = name in _LOOSE and not self.is_claim
        entity = _entity_of(loop) if name in _OF_A_PARTY and rule.csc_277 else ""
        if not entity and not is_loose:
            return rule
        fitted = self._fit.get((rule.id, entity))
        if fitted is None:
            csc = "" if is_loose else f"{rule.csc_277}:{entity}"
            fitted = replace(rule, severity="warning" if is_loose else rule.severity, csc_277=csc)
            self._fit[rule.id, entity] = fitted
        return fitted

    def _member(self, loop: Loop, found: list[tuple[Rule, Spot]]) -> None:
        """The Medicare number, where the payer is Medicare itself."""
        elements = loop.bound[0][1]
        around = loop.above(_MEMBERS[loop.spec.id])
        if around is None or len(elements) < 10 or elements[8] != "MI" or not _is_medicare(around):
            return
        name = opener(loop)
        root = around
        while root.up is not None:
            root = root.up
        if (
            root.get("beginning", 4) < _MBI_SINCE
            or SHAPES["mbi"](name.get(9).upper()) is None
            or not name.get(9)
        ):
            return
        found.append((self._fitted(RULES["mbi", "form"], "mbi", loop), Spot(name, 9, None, loop)))


def _is_medicare(level: Loop) -> bool:
    """SBR09 says that the payer is Medicare itself."""
    for spec, elements, _ in level.bound:
        if spec.name == "insurance":
            return len(elements) > 9 and elements[9] in _MEDICARE
    return False


def _entity_of(loop: Loop) -> str:
    """Whom a loop is about (NM101), for the claim status of a 277CA."""
    spec, elements, _ = loop.bound[0]
    return elements[1].strip() if spec.id in ("NM1", "N1") and len(elements) > 1 else ""


__all__ = ["NO_TABLES", "CodeChecker", "Predicate", "Tables", "Verdict"]
