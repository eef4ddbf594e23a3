"""Loads what claims are built from and judged by, with a fixed number of queries; called inside a flow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almoner.core.charge import ChargeLine, Superbill, responsible
from almoner.core.chart import Visit
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.facts import Facts, SentLine
from almoner.core.claim.folder import Folder, House, by_provider_and_payer
from almoner.core.coverage import Benefits, Coverage
from almoner.core.party import Enrollment, Location, Patient, Payer, PayerPlan, Practice, Provider
from almoner.flow.charge import coverages_by_patient
from almoner.flow.policy import policy
from almoner.store.load import note_digests, paid_at_visits, sent_lines
from almoner.store.session import Session


def load_house(session: Session) -> House:
    """Load the practice's side, which every folder shares."""
    return House(
        practice=session.get(Practice, session.practice_id),
        locations={one.id: one for one in session.find(Location)},
        providers={one.id: one for one in session.find(Provider)},
        payers={one.id: one for one in session.find(Payer)},
        plans={one.id: one for one in session.find(PayerPlan)},
        enrollments=by_provider_and_payer(session.find(Enrollment)),
    )


def load_folders(session: Session, visits: Sequence[Visit]) -> list[Folder]:
    """Load one folder a visit, in the order of the visits; one without coverage has no `coverages`."""
    house = load_house(session)
    ids = [visit.id for visit in visits]
    patients = {one.id: one for one in session.find(Patient, id=list({visit.patient_id for visit in visits}))}
    superbills = {one.visit_id: one for one in session.find(Superbill, visit_id=ids)}
    lines: dict[int, list[ChargeLine]] = defaultdict(list)
    for line in session.find(ChargeLine, visit_id=ids):
        lines[line.visit_id].append(line)
    notes = note_digests(session, [visit.note_id for visit in visits])
    coverages = coverages_by_patient(session, [visit.patient_id for visit in visits])
    paid = paid_at_visits(session, ids)
    return [
        Folder(
            house=house,
            patient=patients[visit.patient_id],
            visits=(visit,),
            diagnoses=superbills[visit.id].diagnoses,
            lines=tuple(sorted(lines[visit.id], key=lambda line: line.sequence)),
            coverages=tuple(responsible(visit, coverages[visit.patient_id], house.payers)),
            note_sha256=notes.get(visit.note_id, ""),
            patient_paid_cents=paid.get(visit.id, 0),
            policy=policy().version,
        )
        for visit in visits
    ]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around many claims: their policies, the latest benefits, and the lines sent before."""

    payers: Mapping[int, Payer]
    coverages: Mapping[int, Coverage]
    benefits: Mapping[tuple[int, date], Benefits]
    sent: Mapping[tuple[int, date], tuple[SentLine, ...]]
    died: Mapping[int, date | None]

    def facts(self, claim: Claim, revision: ClaimRevision, *, on: date) -> Facts:
        """Return what the edits look at for one claim; every block is given."""
        payer = self.payers[claim.payer_id]
        days = {line.service_on for line in revision.lines}
        own = {line.line_id for line in revision.lines}
        history = [sent for day in days for sent in self.sent.get((claim.patient_id, day), ())]
        return Facts(
            revision=revision,
            on=on,
            coverage=self.coverages.get(claim.coverage_id),
            benefits=self.benefits.get((claim.coverage_id, claim.service_on)),
            history=tuple(sent for sent in history if sent.line_id not in own),
            filing_days=payer.filing_days,
            is_reachable=payer.takes_electronic,
            died_on=self.died.get(claim.patient_id),
        )


def load_surroundings(
    session: Session, folders: Iterable[Folder], built: Iterable[tuple[Claim, ClaimRevision]]
) -> Surroundings:
    """Load the surroundings of claims that were just built from folders."""
    pairs, sources = list(built), list(folders)
    patient_ids = list({claim.patient_id for claim, _ in pairs})
    days = list({line.service_on for _, revision in pairs for line in revision.lines})
    coverage_ids = list({claim.coverage_id for claim, _ in pairs})
    answers = session.find(Benefits, coverage_id=coverage_ids, service_on=days)
    return Surroundings(
        payers={key: payer for folder in sources[:1] for key, payer in folder.house.payers.items()},
        coverages={one.id: one for folder in sources for one in folder.coverages},
        benefits={(one.coverage_id, one.service_on): one for one in answers},
        sent=sent_lines(session, patient_ids, days),
        died={folder.patient.id: folder.patient.died_on for folder in sources},
    )
