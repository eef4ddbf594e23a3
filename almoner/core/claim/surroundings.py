"""What is known around many claims of the books, and the facts about each of them that the edits look at.

Promises every block for every claim. Of claims that are judged together or wait together, the later one sees
the earlier, and never the other way round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from almoner.core.chart import Document
from almoner.core.chart.advance_notice import ItemNotice, held_by
from almoner.core.chart.disclosure import DisclosureConsent, lets_claim
from almoner.core.chart.document import DocumentSort
from almoner.core.claim.allowed import allowance, uses_of
from almoner.core.claim.claim import Claim
from almoner.core.claim.documented import Standing, documented
from almoner.core.claim.facts import Allowance, Facts, SentLine
from almoner.core.claim.folder import Folder
from almoner.core.claim.mends import MendConsent
from almoner.core.claim.on_file import told_of
from almoner.core.claim.revision import ClaimRevision
from almoner.core.claim.roster import credentialed
from almoner.core.claim.stops import RuleStop, raised_cards
from almoner.core.coverage import AuthorizationState, Benefits
from almoner.core.coverage.authorization import Use
from almoner.core.party.kinds import is_same_specialty, kind_of
from almoner.core.rules import Finding

Built = tuple[Claim, ClaimRevision]
Past = TypeVar("Past", SentLine, Use)
NOTE = "note"
"""The signed note among the kinds of documents."""
ROSTER = "providers.rendering.credentialed"


@dataclass(frozen=True, slots=True)
class Known:
    """What was loaded around claims: by patient the lines sent before; what Medicare allowed for therapy, in
    cents by discipline, by (patient, year); the latest answer by (coverage, day); papers by visit; what the
    practice lets be mended.
    """

    sent: Mapping[int, Sequence[SentLine]] = field(default_factory=dict)
    therapy: Mapping[tuple[int, int], Mapping[str, int]] = field(default_factory=dict)
    benefits: Mapping[tuple[int, date], Benefits] = field(default_factory=dict)
    documents: Mapping[int, Sequence[Document]] = field(default_factory=dict)
    consents: Sequence[MendConsent] = ()
    stops: Sequence[RuleStop] = ()
    """The practice's decisions on warnings that hold claims."""
    lacking: frozenset[int] = frozenset()
    """Visits whose notes lack what a claim waits for."""
    reviewed: frozenset[int] = frozenset()
    """Visits whose claims wait for a second review, or for the correction of what it found."""
    withdrawn: frozenset[int] = frozenset()
    """Notes that were entered in error."""
    substance_use: frozenset[int] = frozenset()
    """Visits that are substance use records (42 CFR Part 2)."""
    disclosures: Mapping[int, Sequence[DisclosureConsent]] = field(default_factory=dict)
    """By patient, what they consented to have told."""
    notices: Mapping[int, Sequence[ItemNotice]] = field(default_factory=dict)
    """By patient, what their advance notices say."""


class Surroundings:
    """What is known around many claims: the folders that they are built from, and what was loaded beside."""

    def __init__(self, folders: Iterable[Folder], built: Iterable[Built], known: Known) -> None:
        self._folders = {visit.id: folder for folder in folders for visit in folder.visits}
        self._built: dict[int, list[ClaimRevision]] = {}
        for claim, revision in built:
            self._built.setdefault(claim.patient_id, []).append(revision)
        self._known = known
        houses = {id(folder.house): folder.house for folder in self._folders.values()}
        self._taxonomies = {
            one.npi: one.taxonomy for house in houses.values() for one in house.providers.values()
        }
        self.consents = known.consents
        self.raised = raised_cards(known.stops)

    def facts(self, claim: Claim, revision: ClaimRevision, *, on: date) -> Facts:
        """Return what the edits look at for one claim."""
        folder = self._folders[claim.visit_ids[0]]
        house, payer = folder.house, folder.house.payers[claim.payer_id]
        provider = house.providers[folder.visits[0].provider_id]
        days = credentialed(house, provider.id, payer.id, on=claim.service_on)
        answer = self._known.benefits.get((claim.coverage_id, claim.service_on))
        wanted = answer.authorized_codes if answer else ()
        return Facts(
            revision=revision,
            on=on,
            coverage=next((one for one in folder.coverages if one.id == claim.coverage_id), None),
            benefits=answer,
            history=self._history(claim, revision),
            filing_days=payer.filing_days,
            is_reachable=payer.takes_claims,
            died_on=folder.patient.died_on,
            setting="practitioner" if revision.bill is None else "outpatient",
            provider_kind=kind_of(provider.taxonomy),
            credentialed=days,
            documents=self._documents(folder, revision),
            therapy_cents=self._known.therapy.get((claim.patient_id, claim.service_on.year), {}),
            handed_over_on=revision.handed_over_on,
            authorizations=self._allowances(claim, revision, folder),
            authorized_codes=frozenset((*payer.authorized_codes, *wanted)),
            benefit_marks=frozenset(answer.marks if answer else ()),
            answered_person=answer.person if answer else None,
            told=told_of(folder),
            notices=tuple(self._known.notices.get(claim.patient_id, ())),
            unknown=frozenset() if days else frozenset({ROSTER}),
        )

    def documented(self, claim: Claim, *, on: date) -> tuple[Finding, ...]:
        """Return what the notes of a claim's visits, and its patient's consents, stop it by."""
        known, visits = self._known, self._folders[claim.visit_ids[0]].visits
        standing = Standing(
            lacks=any(visit.id in known.lacking for visit in visits),
            is_withdrawn=any(visit.note_id in known.withdrawn for visit in visits),
            is_reviewed=any(visit.id in known.reviewed for visit in visits),
            is_unconsented=not all(
                self._is_consented(claim, visit.service_on, on)
                for visit in visits
                if visit.id in known.substance_use
            ),
        )
        return documented(standing)

    def _is_consented(self, claim: Claim, service_on: date, on: date) -> bool:
        kept = self._known.disclosures.get(claim.patient_id, ())
        return lets_claim(kept, payer_id=claim.payer_id, service_on=service_on, on=on)

    def _documents(self, folder: Folder, revision: ClaimRevision) -> frozenset[str]:
        papers = [one for visit in folder.visits for one in self._known.documents.get(visit.id, ())]
        sorts = {one.sort.value for one in papers}
        notices = self._known.notices.get(folder.patient.id, ())
        if any(held_by(notices, line.code, line.service_on) for line in revision.lines):
            sorts.add(DocumentSort.ADVANCE_NOTICE.value)
        return frozenset(sorts | {NOTE} if folder.note_sha256 else sorts)

    def _before(self, claim: Claim) -> list[ClaimRevision]:
        """The claims of the same patient that are judged with a claim and were made before it."""
        return [one for one in self._built.get(claim.patient_id, ()) if one.claim_id < claim.id]

    def _history(self, claim: Claim, revision: ClaimRevision) -> tuple[SentLine, ...]:
        own = {line.line_id for line in revision.lines}
        found = {one.line_id: one for one in _seen(self._known.sent.get(claim.patient_id, ()), claim)}
        for other in self._before(claim):
            for one in _as_sent(other):
                found.setdefault(one.line_id, one)
        taxonomies = self._taxonomies
        mine = taxonomies.get((revision.rendering or revision.billing).npi, "")
        return tuple(
            one
            if is_same_specialty(taxonomies.get(one.provider_npi, ""), mine)
            else replace(one, is_same_specialty=False)
            for one in found.values()
            if one.line_id not in own
        )

    def _allowances(self, claim: Claim, revision: ClaimRevision, folder: Folder) -> tuple[Allowance, ...]:
        kept = [one for one in folder.authorizations if one.payer_id == claim.payer_id]
        if not kept:
            return ()
        uses = list(_seen(folder.uses, claim))
        known = {(use.payer_id, use.line_id) for use in uses}
        told = [use for other in self._before(claim) if other.authorization for use in uses_of(other)]
        uses += [use for use in told if (use.payer_id, use.line_id) not in known]
        return tuple(
            allowance(folder.house, one, uses, revision)
            for one in kept
            if one.state is not AuthorizationState.WITHDRAWN
        )


def _seen(past: Sequence[Past], claim: Claim) -> Iterable[Past]:
    """What a claim sees of the past: whatever has left; of what is still waiting all, but only what is older
    where the claim waits itself. Else two that wait would stop each other.
    """
    is_waiting = any(one.is_waiting and one.claim_id == claim.id for one in past)
    return (one for one in past if not (is_waiting and one.is_waiting and one.claim_id > claim.id))


def _as_sent(revision: ClaimRevision) -> Iterable[SentLine]:
    npi = (revision.rendering or revision.billing).npi
    for line in revision.lines:
        yield SentLine(
            code=line.code,
            modifiers=line.modifiers,
            service_on=line.service_on,
            units=line.units,
            line_id=line.line_id,
            provider_npi=npi,
            claim_id=revision.claim_id,
            is_waiting=True,
        )
