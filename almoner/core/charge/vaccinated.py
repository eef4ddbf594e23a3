"""From vaccines given to lines: the product, and its giving by payer, age, counselling and order of the
visit.
"""

from collections.abc import Iterator
from fractions import Fraction

from almoner.core.charge.charge_cards import Shots, Vaccine
from almoner.core.charge.wanted import Scene, Wanted, named, of_the_visit
from almoner.core.chart.immunization import Funding, Immunization
from almoner.core.chart.systems import CPT, CVX, HCPCS

_MEDICARE = frozenset({"medicare", "medicare_advantage"})
_SUPPLIED = frozenset({Funding.VFC, Funding.STATE})
_TITLES = {
    "shot": "Vaccine given",
    "shot_more": "One more vaccine given",
    "other": "Vaccine given by mouth or nose",
    "other_more": "One more vaccine given by mouth or nose",
    "counselled": "Vaccine given to a child with counselling",
    "counselled_part": "Further components with counselling",
    "covid": "Covid vaccine given",
}
Dose = tuple[Immunization, Vaccine]


def vaccines_given(scene: Scene) -> Iterator[Wanted]:
    """Yield the lines of every vaccine that was given at a visit. A vaccine that no card knows gives none."""
    shots = scene.cards.shots
    if shots is None:
        return
    doses = sorted(_doses(scene), key=lambda dose: (dose[0].given.written, dose[0].id))
    usual: list[Dose] = []
    for record, vaccine in doses:
        marks = ("SL",) if record.funding in _SUPPLIED else ()
        yield Wanted(
            record,
            vaccine.card,
            "product",
            vaccine.code,
            vaccine.title,
            "vaccine",
            modifiers=marks,
            diagnoses=(shots.diagnosis,),
        )
        if vaccine.way == "covid":
            yield _giving(record, shots, "covid")
        elif vaccine.medicare and scene.payer_kind in _MEDICARE:
            yield _giving(record, shots, "shot", code=vaccine.medicare)
        elif scene.age < shots.counselled_under and "counsel" in record.entry.note.casefold():
            yield from _counselled(record, vaccine, shots)
        else:
            usual.append((record, vaccine))
    yield from _usual(usual, shots)


def _doses(scene: Scene) -> Iterator[Dose]:
    for record in scene.records:
        if not isinstance(record, Immunization) or record.status != "completed" or not record.is_ours:
            continue
        vaccine = named(scene.cards.vaccines, record.concept, (CVX, CPT, HCPCS))
        if vaccine and of_the_visit(scene, record.given, record.entry):
            yield record, vaccine


def _counselled(record: Immunization, vaccine: Vaccine, shots: Shots) -> Iterator[Wanted]:
    yield _giving(record, shots, "counselled")
    if vaccine.parts > 1:
        yield _giving(record, shots, "counselled_part", units=vaccine.parts - 1)


def _usual(doses: list[Dose], shots: Shots) -> Iterator[Wanted]:
    """One giving is the first of the visit: a shot where there is one."""
    ordered = sorted(doses, key=lambda dose: dose[1].way != "shot")
    for place, (record, vaccine) in enumerate(ordered):
        kind = "shot" if vaccine.way == "shot" else "other"
        yield _giving(record, shots, f"{kind}_more" if place else kind)


def _giving(record: Immunization, shots: Shots, step: str, *, code: str = "", units: int = 1) -> Wanted:
    return Wanted(
        record,
        shots.card,
        "components" if step == "counselled_part" else "giving",
        code or shots.codes[step],
        _TITLES[step],
        "vaccine-giving",
        Fraction(units),
        diagnoses=(shots.diagnosis,),
    )
