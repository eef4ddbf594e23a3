"""The cases of the charge cards: records in short, as the card's author writes them, and the lines that have
to come of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from almoner.core.charge.charge_cards import CardFile, Case, ChargeCardError, ChargeCards, at
from almoner.core.charge.proposal import ChargeProposal, follow
from almoner.core.charge.proposed_line import lines_of
from almoner.core.charge.wanted import ChartRecord, Scene
from almoner.core.chart import Visit
from almoner.core.chart.entry import Entry
from almoner.core.chart.immunization import Funding, Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.order import Order, OrderSort, OrderState
from almoner.core.chart.procedure import PerformedProcedure, ProcedureStatus
from almoner.core.chart.result import Report, Result, ResultSort, ResultStatus, Specimen
from almoner.core.chart.shape import Amount, Coding, Concept, Moment, Outsider, Value
from almoner.core.chart.systems import CPT, CVX, LOINC, SNOMED

_KEYS = frozenset(
    "kind drug dose wasted route start end status cvx funding note is_ours loinc specimen elsewhere cpt "
    "words side sort".split()
)


def failures(shelf: Iterable[CardFile]) -> list[str]:
    """Return the cases that don't come out as their card says, each as one sentence."""
    files = list(shelf)
    found = []
    for one in files:
        for case in one.cases:
            given = outcome(case, at(files, case.on))
            if Counter(given) != Counter(case.wants):
                found.append(f"{case.card}: {case.says}: {', '.join(given) or 'nothing'}")
    return found


def outcome(case: Case, cards: ChargeCards) -> list[str]:
    """Return the lines of a case as its card writes them: code, units, modifiers."""
    visit = Visit(1, 1, 1, 1, case.on, "11")
    records = tuple(_record(case, number) for number in range(1, len(case.given) + 1))
    scene = Scene(visit, records, cards, case.payer, case.age)
    plan = follow(scene, (), ids=iter(range(1, 1000)), on=case.on)
    made = [one for one in plan.records if isinstance(one, ChargeProposal)]
    return [" ".join((one.code, f"x{one.units}", *one.modifiers)) for one in lines_of(made)]


def _record(case: Case, number: int) -> ChartRecord:
    said = case.given[number - 1]
    if said.get("kind") not in _MAKERS or set(said) - _KEYS:
        keys = ", ".join(sorted(_KEYS))
        raise ChargeCardError(f"{case.card} [[case]] given: a kind of {', '.join(_MAKERS)}, and {keys}")
    entry = Entry(1, visit_id=1, note=said.get("note", ""))
    return _MAKERS[said["kind"]](number, entry, said, case.on)


def _moment(on: date, time: str) -> Moment:
    return Moment(f"{on.isoformat()}T{time}:00-05:00" if time else on.isoformat())


def _amount(said: str) -> Amount | None:
    if not said:
        return None
    number, _, unit = said.partition(" ")
    return Amount(Decimal(number), unit, unit)


def _coded(system: str, code: str, words: str = "") -> Concept:
    return Concept(words or code, (Coding(system, code),) if code else ())


def _outsider(said: Mapping[str, Any]) -> Outsider | None:
    return Outsider(said["elsewhere"]) if said.get("elsewhere") else None


def _administration(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> Administration:
    return Administration(
        number,
        entry,
        Concept(said["drug"]),
        _moment(on, said.get("start", "")),
        status=said.get("status", "completed"),
        ended=_moment(on, said["end"]) if "end" in said else None,
        dose=_amount(said.get("dose", "")),
        wasted=_amount(said.get("wasted", "")),
        route=Concept(said["route"]) if "route" in said else None,
    )


def _immunization(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> Immunization:
    return Immunization(
        number,
        entry,
        _coded(CVX, said["cvx"]),
        Moment.of(on),
        status=said.get("status", "completed"),
        is_ours=said.get("is_ours", True),
        funding=Funding(said["funding"]) if "funding" in said else None,
    )


def _result(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> Result:
    specimen = Specimen(_coded(SNOMED, said["specimen"])) if "specimen" in said else None
    return Result(
        number,
        entry,
        _coded(LOINC, said["loinc"]),
        Moment.of(on),
        Value(text="said"),
        status=ResultStatus(said.get("status", "final")),
        specimen=specimen,
        performer=_outsider(said),
    )


def _report(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> Report:
    concept = _coded(CPT, said["cpt"]) if "cpt" in said else _coded(LOINC, said["loinc"])
    sort = ResultSort(said.get("sort", "laboratory"))
    return Report(number, entry, concept, Moment.of(on), sort=sort, performer=_outsider(said))


def _procedure(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> PerformedProcedure:
    made = PerformedProcedure(
        number, entry, _coded(CPT, said.get("cpt", ""), said.get("words", "")), began=Moment.of(on)
    )
    status = ProcedureStatus(said.get("status", "completed"))
    return replace(made, status=status, side=said.get("side", ""), elsewhere=_outsider(said))


def _order(number: int, entry: Entry, said: Mapping[str, Any], on: date) -> Order:
    made = Order(number, entry, _coded(CPT, said["cpt"]), OrderSort(said["sort"]), Moment.of(on))
    return replace(made, status=OrderState(said["status"]), ended=Moment.of(on), performer=_outsider(said))


_MAKERS: dict[str, Callable[[int, Entry, Mapping[str, Any], date], ChartRecord]] = {
    "administration": _administration,
    "immunization": _immunization,
    "result": _result,
    "report": _report,
    "procedure": _procedure,
    "order": _order,
}
