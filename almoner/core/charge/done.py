"""From tests, procedures and orders that were done to lines: waived tests with their mark, imaging by the
components that the practice did, procedures with their side, blood drawn once a visit.
"""

from collections.abc import Iterator
from dataclasses import replace

from almoner.core.charge.charge_cards import Test
from almoner.core.charge.wanted import ChartRecord, Scene, Wanted, is_named, named, of_the_visit
from almoner.core.chart.order import Order, OrderSort, OrderState
from almoner.core.chart.procedure import PerformedProcedure, ProcedureStatus
from almoner.core.chart.result import Report, Result, ResultSort, ResultStatus
from almoner.core.chart.shape import Concept
from almoner.core.chart.systems import CPT, HCPCS, ICD10CM, LOINC

_FINAL = frozenset({ResultStatus.FINAL, ResultStatus.AMENDED, ResultStatus.CORRECTED})
_SIDES = {"left": ("LT",), "right": ("RT",), "both": ("50",)}
_ORDERED_HERE = frozenset({OrderSort.PROCEDURE, OrderSort.IMAGING, OrderSort.THERAPY, OrderSort.LABORATORY})


def tests_done(scene: Scene) -> Iterator[Wanted]:
    """Yield the lines of tests that the practice did itself: a report before its values, each test once where
    its card doesn't count each result.
    """
    found = [pair for pair in _tests(scene) if isinstance(pair[0], Report)]
    reported = {record.id for record, _ in found}
    found += [
        pair for pair in _tests(scene) if isinstance(pair[0], Result) and pair[0].report_id not in reported
    ]
    seen: set[str] = set()
    for record, test in found:
        if test.code in seen and not test.is_each:
            continue
        seen.add(test.code)
        marks = ("QW",) if test.is_waived else ()
        yield Wanted(record, test.card, "test", test.code, test.title, "laboratory", modifiers=marks)


def _tests(scene: Scene) -> Iterator[tuple[Report | Result, Test]]:
    for record in sorted(_findings(scene), key=lambda one: one.id):
        test = named(scene.cards.tests, record.concept, (LOINC,)) if record.performer is None else None
        if test and record.sort is ResultSort.LABORATORY:
            yield record, test


def _findings(scene: Scene) -> Iterator[Report | Result]:
    for record in scene.records:
        if not isinstance(record, (Report, Result)) or record.status not in _FINAL:
            continue
        if of_the_visit(scene, record.seen, record.entry):
            yield record


def blood_drawn(scene: Scene) -> Iterator[Wanted]:
    """Yield the drawing of blood, once a visit: as it was written down, else as a specimen proves it."""
    for draw in scene.cards.draws:
        acts: list[ChartRecord] = [
            one for one in _performed(scene) if is_named(draw.match, one.concept) and not _code(one.concept)
        ]
        acts += [
            one
            for one in scene.records
            if isinstance(one, Result)
            and one.specimen is not None
            and of_the_visit(scene, one.seen, one.entry)
            and one.status in _FINAL
            and is_named(draw.specimen, one.specimen.sort)
        ]
        for one in acts[:1]:
            yield Wanted(one, draw.card, "draw", draw.code, draw.title, "laboratory")


def procedures_done(scene: Scene) -> Iterator[Wanted]:
    """Yield the lines of procedures that carry their code, and of orders that were done here and that nothing
    else stands for.
    """
    performed = [one for one in _performed(scene) if _code(one.concept)]
    fulfilled = {one.order_id for one in performed} - {0}
    done: list[PerformedProcedure | Order] = [*performed]
    done += [
        one
        for one in scene.records
        if isinstance(one, Order) and _is_done_here(scene, one) and one.id not in fulfilled
    ]
    read = [one for one in _findings(scene) if isinstance(one, Report) and one.sort is ResultSort.IMAGING]
    for one in done:
        line = _procedure(one)
        yield _with_component(scene, line, read) if _is_imaging(scene, line.code) else line
    yield from _readings(scene, done, read)


def _performed(scene: Scene) -> Iterator[PerformedProcedure]:
    for record in scene.records:
        if not isinstance(record, PerformedProcedure) or record.elsewhere is not None:
            continue
        is_done = record.status is ProcedureStatus.COMPLETED
        if is_done and of_the_visit(scene, record.began, record.entry):
            yield record


def _is_done_here(scene: Scene, order: Order) -> bool:
    if order.status is not OrderState.COMPLETED or order.performer is not None:
        return False
    if order.sort not in _ORDERED_HERE or not _code(order.concept):
        return False
    return of_the_visit(scene, order.ended or order.authored, order.entry)


def _code(concept: Concept) -> str:
    return concept.code_in(CPT) or concept.code_in(HCPCS)


def _procedure(one: PerformedProcedure | Order | Report) -> Wanted:
    reasons = () if isinstance(one, Report) else one.reasons
    codes = [reason.code_in(ICD10CM).replace(".", "") for reason in reasons]
    sides = _SIDES.get(one.side, ()) if isinstance(one, PerformedProcedure) else ()
    return Wanted(
        one,
        "procedures",
        "procedure",
        _code(one.concept),
        one.concept.words[:80],
        "procedure",
        modifiers=sides,
        diagnoses=tuple(code for code in codes if code),
    )


def _is_imaging(scene: Scene, code: str) -> bool:
    return scene.cards.imaging is not None and code.startswith(scene.cards.imaging.starts)


def _with_component(scene: Scene, line: Wanted, read: list[Report]) -> Wanted:
    """The picture was made here: whole where it was read here too, its technical part where somebody else
    did.
    """
    reports = [one for one in read if _is_of(one, line)]
    if scene.cards.imaging and scene.visit.pos in scene.cards.imaging.facilities:
        return replace(line, modifiers=("26", *line.modifiers))
    if not reports:
        return replace(line, missing=("the report of the picture",))
    if all(one.performer is not None for one in reports):
        return replace(line, modifiers=("TC", *line.modifiers))
    return line


def _readings(scene: Scene, done: list[PerformedProcedure | Order], read: list[Report]) -> Iterator[Wanted]:
    """Pictures that were made elsewhere and read here."""
    made = [_procedure(one) for one in done]
    for one in read:
        if one.performer is not None or any(_is_of(one, line) for line in made):
            continue
        line = _procedure(one)
        if line.code and _is_imaging(scene, line.code):
            yield replace(line, part="reading", modifiers=("26",))


def _is_of(report: Report, line: Wanted) -> bool:
    source = line.source
    order_id = source.id if isinstance(source, Order) else getattr(source, "order_id", 0)
    return (report.order_id and report.order_id == order_id) or _code(report.concept) == line.code
