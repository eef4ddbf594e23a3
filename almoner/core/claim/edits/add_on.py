"""Kind `add_on`: an add-on code goes with its primary (NCCI add-on list). Params: `rule`: `listed` (type 1:
one of the list), `open` (types 2 and 3, or an add-on of the fee schedule without a list: any primary that may
be one), `denied` (its primaries on the day are themselves not payable).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.edits.ncci_pair import Pairs
from almoner.core.claim.edits.sheet import Entry, Fees, Sheet, cite, missing, most, rows_at, shared
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card, CardError
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

RULES = frozenset({"listed", "open", "denied"})
CLOSED = "1"
FOLLOWS = "ZZZ"
_MOST_KEPT = 50_000


class AddOns:
    """The primaries of each add-on code."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.fees = shared(tables, Fees)
        self.pairs = shared(tables, Pairs)
        self._kept: dict[tuple[str, date], dict[str, str]] = {}

    def choice(self, on: date) -> Choice[CodeTable] | None:
        """The release for a day."""
        return self._tables.codes("ncci-addon").at(on)

    def primaries(self, choice: Choice[CodeTable], code: str, on: date) -> dict[str, str]:
        """Each primary of a code with its type; empty where the code is no add-on."""
        key = (code, on)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            rows: list[CodeRow] = rows_at(choice, code, on)
            found = self._kept[key] = {row.get("primary"): row.get("type") for row in rows}
        return found


def prepare(card: Card, tables: Tables) -> Prepared:
    """Judge each day; what the same group and specialty sent before for it may hold the primary."""
    rule = card.text("rule")
    if rule not in RULES:
        raise CardError(f"card {card.id}: params.rule is one of {', '.join(sorted(RULES))}")
    add_ons = shared(tables, AddOns)
    on_day = {"listed": _listed, "open": _open, "denied": _denied}[rule]

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        sheet = add_ons.fees.sheet(facts)
        found: list[Hit | Unjudged] = []
        for on, entries in sheet.days.items():
            choice = add_ons.choice(on)
            if choice is None or choice.is_later:
                found.append(Unjudged(missing("ncci-addon", choice)))
            if choice is not None:
                found += on_day(add_ons, sheet, choice, entries)
        return found

    return Prepared(judge)


def _hit(entry: Entry, row: str, choice: Choice[CodeTable]) -> Hit:
    return Hit(entry.number, row, cite("NCCI add-on list", choice), most(choice))


def _listed(add_ons: AddOns, sheet: Sheet, choice: Choice[CodeTable], entries: list[Entry]) -> Iterable[Hit]:
    on = entries[0].line.service_on
    for entry in entries:
        code = entry.line.code
        primaries = add_ons.primaries(choice, code, on)
        if (
            primaries
            and CLOSED in primaries.values()
            and not _there(sheet, on, entries).intersection(primaries)
        ):
            yield _hit(entry, f"{code}: type 1, {len(primaries)} primaries, none on the day", choice)


def _there(sheet: Sheet, on: date, entries: list[Entry]) -> set[str]:
    """The codes of the day."""
    return {entry.line.code for entry in entries} | {sent.code for sent in sheet.sent_on(on)}


def _open(add_ons: AddOns, sheet: Sheet, choice: Choice[CodeTable], entries: list[Entry]) -> Iterable[Hit]:
    on = entries[0].line.service_on
    for entry in entries:
        code = entry.line.code
        primaries = add_ons.primaries(choice, code, on)
        if CLOSED in primaries.values() or not (primaries or entry.value("global_days") == FOLLOWS):
            continue
        if not _may_be_primary(add_ons, sheet, choice, entries):
            types = "/".join(sorted(set(primaries.values()))) or "without a list"
            yield _hit(entry, f"{code}: add-on, type {types}, no primary on the day", choice)


def _may_be_primary(add_ons: AddOns, sheet: Sheet, choice: Choice[CodeTable], entries: list[Entry]) -> bool:
    """Some code of the day is no add-on."""
    on = entries[0].line.service_on
    for code in _there(sheet, on, entries):
        row = add_ons.fees.row(code, "", on)
        follows = row is not None and row.get("global_days") == FOLLOWS
        if not follows and not add_ons.primaries(choice, code, on):
            return True
    return False


def _denied(add_ons: AddOns, sheet: Sheet, choice: Choice[CodeTable], entries: list[Entry]) -> Iterable[Hit]:
    found, _ = add_ons.pairs.of(sheet.facts)
    falls = {each.number for each in found if not each.opened_by}
    if not falls:
        return
    on = entries[0].line.service_on
    sent = {sent.code for sent in sheet.sent_on(on)}
    for entry in entries:
        primaries = add_ons.primaries(choice, entry.line.code, on)
        lines = [other for other in entries if other.line.code in primaries]
        if lines and sent.isdisjoint(primaries) and all(other.number in falls for other in lines):
            yield _hit(entry, f"{entry.line.code}: its primary {lines[0].line.code} falls by a pair", choice)
