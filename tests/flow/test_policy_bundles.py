"""The policy in force follows what is installed, without a restart; what is broken lets no claim through."""

from pathlib import Path

import pytest

from almoner.cli.policy import run
from almoner.core.chart import Visit, VisitState
from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.judgement import Judgement
from almoner.core.rules.bundle import read_bundle
from almoner.flow.charge import charge
from almoner.flow.claim import claim
from almoner.flow.refused import Refused
from almoner.store.session import books
from tests.bundles import bundle
from tests.practices import DAY, House, add_patient, new_house, visit_of

MEMBER = ("CMA01", "W123456789")


@pytest.fixture
def house(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A practice whose bundles lie in a folder of the test."""
    assert store.is_dir()
    monkeypatch.setenv("ALMONER_DATA", str(tmp_path / "data"))
    return new_house()


def install(place: Path, *more: str) -> None:
    key = read_bundle(place.read_bytes()).fingerprint
    assert run(["install", str(place), "--trust", key, *more]) == 0


def charged(house: House) -> int:
    visit = visit_of(house, add_patient(house, MEMBER))
    charge.charge_visits(house.actor, [visit.id], on=DAY)
    return visit.id


def said(house: House) -> tuple[set[str], set[str]]:
    """What cards that are heard and cards in shadow say of a new claim."""
    (made,) = claim.build_claims(house.actor, [charged(house)], on=DAY)
    with books(house.practice.id) as session:
        revision = session.get(ClaimRevision, made.revision_id)
        judged = session.find(Judgement, revision_id=made.revision_id)
    heard = {one.because.card for one in revision.findings}
    return heard, {one.because.card for each in judged for one in each.shadow}


def test_a_bundle_is_seen_by_the_next_claim_first_in_shadow(house: House, tmp_path: Path) -> None:
    place = bundle(tmp_path)
    assert said(house) == (set(), set())
    install(place)
    assert said(house) == (set(), {"member-id-cedar"})
    install(place, "--live")
    assert said(house) == ({"member-id-cedar"}, set())
    assert run(["rollback"]) == run(["rollback"]) == 0
    assert said(house) == (set(), set())


def test_a_bundle_that_was_damaged_lets_no_claim_through_until_it_is_rolled_back(
    house: House, tmp_path: Path
) -> None:
    install(bundle(tmp_path), "--live")
    (kept,) = (tmp_path / "data" / "policy" / "bundles").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    # the list is what a running server looks at; a server that starts now reads the damaged file
    (tmp_path / "data" / "policy" / "active.json").touch()
    visit_id = charged(house)
    with pytest.raises(Refused, match="the installed bundles can't be used") as refused:
        claim.build_claims(house.actor, [visit_id], on=DAY)
    assert refused.value.findings[0].edit == "CLM-04"
    with books(house.practice.id) as session:
        assert session.find(Claim, visit_id=visit_id) == []
        assert session.get(Visit, visit_id).state is VisitState.CHARGED
    assert run(["rollback"]) == 0
    assert len(claim.build_claims(house.actor, [visit_id], on=DAY)) == 1
