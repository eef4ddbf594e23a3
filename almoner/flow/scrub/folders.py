"""Loads what claims are built from and judged by, with a fixed number of queries; called inside a flow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from almoner.core.charge import ChargeLine, Superbill, responsible
from almoner.core.chart import Document, Note, Visit
from almoner.core.chart.disclosure import DisclosureConsent
from almoner.core.chart.document import STANDS as DOCUMENT_STANDS
from almoner.core.chart.note import NoteSort
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.documented import LACKS, WAITED_FOR
from almoner.core.claim.edits.therapy_threshold import DISCIPLINES
from almoner.core.claim.folder import Folder, House, by_place_and_payer, by_provider_and_payer
from almoner.core.claim.memory import memory
from almoner.core.claim.stops import RuleStop
from almoner.core.claim.surroundings import Known, Surroundings
from almoner.core.collect import Allocation
from almoner.core.coverage import Authorization, Benefits, last_word
from almoner.core.coverage.authorization import Use
from almoner.core.party import (
    Enrollment,
    Location,
    Patient,
    Payer,
    PayerPlan,
    PlaceEnrollment,
    Practice,
    Provider,
)
from almoner.core.plan import Task, TaskState
from almoner.flow.charge.charge import coverages_by_patient
from almoner.flow.noticed import by_patient, notices_asked
from almoner.flow.patient.consent import consents
from almoner.flow.policy import cards_in_force, policy
from almoner.store.chart.disclosure import substance_use
from almoner.store.load import note_digests, paid_at_visits
from almoner.store.past import sent_lines, therapy_allowed, uses_of
from almoner.store.session import Ask, Session


def load_house(session: Session) -> House:
    """Load the practice's side, which every folder shares."""
    locations, providers, payers = Ask(Location), Ask(Provider), Ask(Payer)
    plans, enrollments, places = Ask(PayerPlan), Ask(Enrollment), Ask(PlaceEnrollment)
    found = session.gather(locations, providers, payers, plans, enrollments, places)
    return House(
        practice=session.get(Practice, session.practice_id),
        locations={one.id: one for one in found.of(locations)},
        providers={one.id: one for one in found.of(providers)},
        payers={one.id: one for one in found.of(payers)},
        plans={one.id: one for one in found.of(plans)},
        enrollments=by_provider_and_payer(found.of(enrollments)),
        place_enrollments=by_place_and_payer(found.of(places)),
    )


def load_folders(session: Session, visits: Sequence[Visit]) -> list[Folder]:
    """Load one folder a visit, in the order of the visits; one without coverage has no `coverages`."""
    house = load_house(session)
    ids = [visit.id for visit in visits]
    patients = {one.id: one for one in session.find(Patient, id=list({visit.patient_id for visit in visits}))}
    superbills = {one.visit_id: one for one in session.find(Superbill, visit_id=ids)}
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    apart: dict[int, int] = {}
    for line in session.find(ChargeLine, visit_id=ids):
        if line.unbilled_by:
            apart[line.id] = line.visit_id
        else:
            lines[line.visit_id].append(line)
    notes = note_digests(session, [visit.note_id for visit in visits])
    coverages = coverages_by_patient(session, [visit.patient_id for visit in visits])
    paid = _paid(session, ids, apart)
    authorizations, uses = _allowed(session, list(patients))
    return [
        Folder(
            house=house,
            patient=patients[visit.patient_id],
            visits=(visit,),
            diagnoses=_diagnoses(superbills.get(visit.id), lines[visit.id]),
            lines=tuple(sorted(lines[visit.id], key=lambda line: line.sequence)),
            coverages=tuple(responsible(visit, coverages[visit.patient_id], house.payers)),
            note_sha256=notes.get(visit.note_id, ""),
            patient_paid_cents=paid.get(visit.id, 0),
            policy=policy().version,
            authorizations=authorizations.get(visit.patient_id, ()),
            uses=uses.get(visit.patient_id, ()),
        )
        for visit in visits
    ]


def _paid(session: Session, visit_ids: list[int], apart: Mapping[int, int]) -> dict[int, int]:
    """What patients paid at visits, without what lies on lines (`apart`: line -> visit) that no claim asks
    for.
    """
    paid = paid_at_visits(session, visit_ids)
    laid = session.find(Allocation, line_id=list(apart), undone_on=None) if apart else []
    for one in laid:
        visit_id = apart[one.line_id]
        paid[visit_id] = max(0, paid.get(visit_id, 0) - one.cents)
    return paid


def _diagnoses(bill: Superbill | None, lines: Sequence[ChargeLine]) -> tuple[str, ...]:
    """The superbill's diagnoses in their order, then those that were decided on with a late charge."""
    late = (code for line in lines for code in line.diagnoses)
    return tuple(dict.fromkeys((*(bill.diagnoses if bill else ()), *late)))


def _allowed(
    session: Session, patient_ids: list[int]
) -> tuple[dict[int, tuple[Authorization, ...]], dict[int, tuple[Use, ...]]]:
    """What payers allowed for patients, and what was billed of it; nobody else's claims are looked at."""
    found: dict[int, tuple[Authorization, ...]] = {}
    for one in session.find(Authorization, patient_id=patient_ids):
        found[one.patient_id] = (*found.get(one.patient_id, ()), one)
    return found, uses_of(session, list(found)) if found else {}


def _last_words(answers: Iterable[Benefits]) -> dict[tuple[int, date], Benefits]:
    """What payers said of each coverage and day; an attempt without an answer takes no answer's place."""
    tried: dict[tuple[int, date], list[Benefits]] = defaultdict(list)
    for one in answers:
        tried[one.coverage_id, one.service_on].append(one)
    return {key: told for key, each in tried.items() if (told := last_word(each))}


STOPS = Ask(RuleStop)
"""The practice's decisions on warnings that hold claims: few, and the latest of a card counts."""


def load_surroundings(
    session: Session, folders: Iterable[Folder], built: Iterable[tuple[Claim, ClaimRevision]]
) -> Surroundings:
    """Load the surroundings of claims, just built or standing, beside their folders."""
    pairs, sources = list(built), list(folders)
    lines = [line for _, revision in pairs for line in revision.lines]
    days = list({line.service_on for line in lines})
    if not pairs:
        return Surroundings(sources, pairs, Known())
    visit_ids = [visit.id for folder in sources for visit in folder.visits]
    answers = Ask(Benefits, {"coverage_id": list({one.coverage_id for one, _ in pairs}), "service_on": days})
    papers = Ask(Document, {"visit_id": visit_ids, "state": DOCUMENT_STANDS})
    lacking = Ask(Task, {"subject_id": visit_ids, "what": [*WAITED_FOR], "state": TaskState.OPEN})
    withdrawn = Ask(Note, {"visit_id": visit_ids, "sort": NoteSort.WITHDRAWAL.value})
    disclosures = Ask(DisclosureConsent, {"patient_id": list({claim.patient_id for claim, _ in pairs})})
    notices = notices_asked(claim.patient_id for claim, _ in pairs)
    found = session.gather(answers, papers, lacking, withdrawn, disclosures, notices, STOPS)
    consented: dict[int, list[DisclosureConsent]] = defaultdict(list)
    for one in found.of(disclosures):
        consented[one.patient_id].append(one)
    documents: dict[int, list[Document]] = defaultdict(list)
    for paper in found.of(papers):
        documents[paper.visit_id].append(paper)
    remembered = memory(cards_in_force(), first_on=min(days))
    known = Known(
        sent=sent_lines(session, list({claim.patient_id for claim, _ in pairs}), remembered),
        therapy=therapy_allowed(session, _in_therapy(pairs), days, DISCIPLINES),
        benefits=_last_words(found.of(answers)),
        documents=documents,
        consents=consents(session),
        stops=found.of(STOPS),
        lacking=frozenset(one.subject_id for one in found.of(lacking) if one.what == LACKS),
        reviewed=frozenset(one.subject_id for one in found.of(lacking) if one.what != LACKS),
        withdrawn=frozenset(one.addendum_to for one in found.of(withdrawn)),
        substance_use=substance_use(session, visit_ids),
        disclosures=consented,
        notices=by_patient(found.of(notices)),
    )
    return Surroundings(sources, pairs, known)


def _in_therapy(pairs: Iterable[tuple[Claim, ClaimRevision]]) -> list[int]:
    """The patients of whom therapy is billed now; of the others nobody asks."""
    return list(
        {
            claim.patient_id
            for claim, revision in pairs
            if any(not DISCIPLINES.keys().isdisjoint(line.modifiers) for line in revision.lines)
        }
    )
