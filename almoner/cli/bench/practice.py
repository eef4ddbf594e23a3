"""A practice for a bench: the demonstration's people with as many signed visits as are wanted."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from almoner.cli.demo import cast, visits
from almoner.cli.demo.practice import Team, open_practice, register_everybody, setting_of
from almoner.core.charge import Superbill
from almoner.core.chart import Referral, Visit
from almoner.core.coverage import Coverage
from almoner.core.party import Patient, Provider
from almoner.flow.access import Permission, enter, office
from almoner.flow.visit import document

DAY = date(2026, 3, 2)
VISITS_A_PATIENT = 3
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """A signed visit: its id, which occasion of the demonstration it was, and whether Medicare pays first."""

    visit_id: int
    occasion: int
    is_medicare: bool = False


def open_bench_practice(number: int = 0) -> Team:
    """Open an empty practice; `number` tells several apart at the clearinghouse."""
    name = f"{cast.PRACTICE.name} {number + 1}"
    return Team(open_practice(submitter_id=f"ALMONER{1234567 + number}", name=name))


def see_patients(team: Team, *, count: int, seed: int = 1) -> list[Seen]:
    """Register patients and take `count` visits to their signed notes, on days up to DAY."""
    setting = setting_of(team.practice_id)
    register_everybody(team, setting, count=max(count // VISITS_A_PATIENT, 1), seed=seed)
    with enter(office(team.practice_id), Permission.PATIENT_READ) as session:
        patient_ids = [patient.id for patient in session.find(Patient)]
        covered = session.find(Coverage, payer_id=setting.payers["MCR01"].id)
    medicare = {one.patient_id for one in covered if one.rank == 1}
    chance = random.Random(seed)
    drafts = list(_drafts(setting, patient_ids, chance, count=count))
    seen = []
    for start in range(0, count, AT_ONCE):
        seen += _sign(team, drafts[start : start + AT_ONCE], medicare)
    return seen


def _sign(team: Team, drafts: list[tuple[int, Visit]], medicare: set[int]) -> list[Seen]:
    begun = document.begin_unbooked(team.doctor, [draft for _, draft in drafts], on=DAY)
    seen = [
        Seen(visit.id, occasion, visit.patient_id in medicare)
        for visit, (occasion, _) in zip(begun, drafts, strict=True)
    ]
    document.sign_notes(
        team.doctor, {one.visit_id: visits.OCCASIONS[one.occasion].note for one in seen}, on=DAY
    )
    return seen


def _drafts(
    setting: cast.Setting, patient_ids: list[int], chance: random.Random, *, count: int
) -> Iterator[tuple[int, Visit]]:
    for number in range(count):
        occasion = _choose(chance)
        round_, place = divmod(number, len(patient_ids))
        on = DAY - timedelta(days=round_)
        location = setting.locations[0 if chance.random() < 0.85 else 1]
        provider = setting.providers[number % len(setting.providers)]
        yield (
            visits.OCCASIONS.index(occasion),
            Visit(
                id=0,
                patient_id=patient_ids[place],
                provider_id=provider.id,
                location_id=location.id,
                service_on=on,
                pos=location.pos,
                reason=occasion.reason,
                problems=visits.problems(occasion),
                procedures=visits.procedures(occasion),
                vitals=visits.vitals(chance),
                referral=_asking(setting, provider) if occasion.is_ordered else Referral(),
            ),
        )


def _choose(chance: random.Random) -> visits.Occasion:
    """An occasion whose claim nothing holds: an injury wants its own insurer first."""
    occasion = visits.choose(chance)
    return _choose(chance) if occasion.is_injury else occasion


def _asking(setting: cast.Setting, seen_by: Provider) -> Referral:
    """A doctor of the practice asked for a test or for therapy."""
    return Referral(next(one.id for one in setting.providers if one.credential == "MD" and one != seen_by))


def superbills(seen: list[Seen]) -> list[Superbill]:
    """Return the codes of visits as their coder decides them."""
    found = []
    for one in seen:
        occasion = visits.OCCASIONS[one.occasion]
        diagnoses = tuple(code for _, code in occasion.problems)
        services = visits.lines(occasion, is_medicare=one.is_medicare)
        found.append(Superbill(0, one.visit_id, 0, diagnoses, services, "", DAY))
    return found
