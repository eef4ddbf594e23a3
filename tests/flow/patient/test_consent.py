"""A card mends a claim by itself only while the practice's consent is on record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.cli.policy import run
from almoner.core.charge import SuperbillLine
from almoner.core.claim import ClaimRevision
from almoner.core.claim.mends import MendConsent
from almoner.core.plan import Task, TaskState
from almoner.core.rules import Autonomy
from almoner.core.rules.bundle import read_bundle
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.patient.consent import Wish, consent
from almoner.flow.refused import Refused
from almoner.store.proof.verify import verify
from almoner.store.session import books
from tests.bundles import Issue, bundle
from tests.flow.cycle import MEDICARE
from tests.practices import DAY, House, add_patient, new_house, visit_of

CARD = """
[[card]]
id = "no-51-by-itself"
excepts = "51-to-medicare"
since = 2026-01-01
source = "the practice's own rule"
scope = { payer_kinds = ["medicare"], payers = ["MCR01"] }
autonomy = "apply_with_notice"
change = { drop_modifier = "51" }

  [[card.case]]
  name = "51"
  fires = true
  set = { "payer_kind" = "medicare", "payer.id" = "MCR01", "lines.1.modifiers" = ["51"] }

  [[card.case]]
  name = "none"
  fires = false
  set = { "payer_kind" = "medicare", "payer.id" = "MCR01" }
"""
YES = Wish("no-51-by-itself", Autonomy.APPLY_WITH_NOTICE, "It never says anything.")


@pytest.fixture(scope="module")
def house(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A practice with a bundle whose card could mend."""
    assert store.is_dir()
    folder = tmp_path_factory.mktemp("bundles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALMONER_DATA", str(folder / "data"))
        place = bundle(folder, CARD, Issue(name="own"))
        key = read_bundle(place.read_bytes()).fingerprint
        assert run(["install", str(place), "--trust", key, "--live"]) == 0
        yield new_house()


def built(house: House) -> tuple[ClaimRevision, list[Task]]:
    """A new claim with 51 on its second line, and its tasks."""
    patient = add_patient(house, MEDICARE)
    lines = (SuperbillLine("99213", 1, 15000, (1,), ("25",)), SuperbillLine("17110", 1, 9000, (1,), ("51",)))
    visit = visit_of(house, patient, *lines)
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    (made,) = claim.build_claims(house.actor, [visit.id], on=DAY)
    with books(house.practice.id) as session:
        tasks = session.find(Task, claim_id=made.id, state=TaskState.OPEN)
        return session.get(ClaimRevision, made.revision_id), tasks


def cards(revision: ClaimRevision) -> set[str]:
    return {one.because.card for one in revision.findings}


def test_without_consent_it_is_only_said(house: House) -> None:
    revision, _ = built(house)
    assert revision.lines[1].modifiers == ("51",)
    assert "no-51-by-itself" in cards(revision)
    assert revision.mends == ()


def test_with_consent_it_is_done_told_and_recorded(house: House) -> None:
    made = consent(house.actor, YES, on=DAY)
    assert (made.change, made.decided_by) == ("drop modifier 51", house.actor.name)
    revision, tasks = built(house)
    assert revision.lines[1].modifiers == ()
    assert "no-51-by-itself" not in cards(revision)
    assert [(one.card, one.line, one.is_noticed) for one in revision.mends] == [("no-51-by-itself", 2, True)]
    (told,) = [task for task in tasks if task.what == "mend_applied"]
    assert told.why == "Line 2: drop modifier 51, by card no-51-by-itself, as the practice has consented to."
    with books(house.practice.id) as session:
        (reason,) = session.rows(
            "SELECT reason FROM audit_entry WHERE practice_id = %s AND reason LIKE 'no-51%%'",
            house.practice.id,
        )
    assert reason == ("no-51-by-itself: drop modifier 51: apply_with_notice: It never says anything.",)

    consent(house.actor, Wish(YES.card, Autonomy.SUGGEST, "We look ourselves again."), on=DAY)
    revision, _ = built(house)
    assert revision.lines[1].modifiers == ("51",)
    with books(house.practice.id) as session:
        assert len(session.find(MendConsent, card=YES.card)) == 2
    assert verify(house.practice.id, on=DAY) == []


@pytest.mark.parametrize(
    ("wish", "rule"),
    [
        (Wish("no-51-by-itself", Autonomy.APPLY_WITH_NOTICE, " "), "MND-01"),
        (Wish("no-51-by-itself", Autonomy.APPLY, "further than the card"), "MND-03"),
        (Wish("no-51-by-itself", Autonomy.APPLY_WITH_NOTICE, "x" * 501), "MND-01"),
        (Wish("clia", Autonomy.SUGGEST, "why not"), "MND-02"),
        (Wish("51-on-add-on", Autonomy.APPLY, "why not"), "MND-03"),
    ],
)
def test_what_cannot_be_consented_to_is_refused(house: House, wish: Wish, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        consent(house.actor, wish, on=DAY)
    assert refused.value.findings[0].edit == rule


def test_who_may_not_change_the_setup_consents_to_nothing(house: House) -> None:
    biller = Actor("biller", house.practice.id, frozenset({"biller"}))
    with pytest.raises(AccessDenied):
        consent(biller, YES, on=DAY)
