"""A warning becomes a stop: tried on the practice's past, turned on for what is built and what waits, and
taken back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from almoner.cli.policy import run as install_or_undo
from almoner.core.claim import ClaimState
from almoner.core.claim.stops import RuleStop
from almoner.core.denial.replay import Outcome
from almoner.core.rules import Severity
from almoner.core.rules.bundle import read_bundle
from almoner.flow.access import AccessDenied, Actor
from almoner.flow.claim import held, submit
from almoner.flow.policy import in_force
from almoner.flow.refused import Refused
from almoner.flow.scrub import backtest, look_rules, rule_stop
from almoner.flow.scrub.rule_stop import Wish
from almoner.store.session import NotFound, books
from tests.bundles import CEDAR, Issue, bundle
from tests.flow.cycle import faults, pay, sent_claim
from tests.flow.files import PAID_ON, Payment
from tests.flow.scrub.test_gate import CEDAR_MEMBER, ON, SEEN, built, stands
from tests.practices import DAY, House, new_house

CARD = "member-id-cedar"
WARNS = CEDAR.replace("params =", 'severity = "warn"\nexpected_denial = "31"\nparams =')
STOP = Wish(CARD, is_on=True, reason="31 came back", judged=3, fired=3)


@pytest.fixture
def house(store: object, tmp_path: Path) -> Iterator[House]:
    """A practice where a rule in force only warns of a member id that has another shape."""
    assert store
    signed = bundle(tmp_path, WARNS, Issue("warns"))
    trust = read_bundle(signed.read_bytes()).fingerprint
    try:
        assert install_or_undo(["install", str(signed), "--trust", trust, "--live"]) == 0
        yield new_house()
    finally:
        while install_or_undo(["rollback"]) == 0:
            pass


def manager(house: House) -> Actor:
    return Actor("moira", house.practice.id, frozenset({"manager"}))


def test_it_is_tried_on_the_past_before_anything_is_raised(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, paid, still_open = (sent_claim(house, covered=(CEDAR_MEMBER,)) for _ in range(3))
    pay(house, Payment("CMA01", "T1", [refused.paid(0, ("CO", "31", 15000))]), on=PAID_ON)
    pay(house, Payment("CMA01", "T2", [paid.paid(11000, ("CO", "45", 4000))]), on=PAID_ON)
    seen = rule_stop.look(manager(house), CARD, on=PAID_ON)
    assert (seen.can_be_raised, seen.is_on, seen.stops) == (True, False, ())
    assert seen.replay is not None
    assert (seen.replay.seen, seen.replay.sendings, seen.replay.fired) == (3, 3, 3)
    ends = {end: told.count for end, told in seen.replay.ends.items() if told.count}
    assert ends == {Outcome.PREVENTED: 1, Outcome.WRONGLY_HELD: 1, Outcome.UNDECIDED: 1}
    assert seen.replay.ends[Outcome.UNDECIDED].examples == [still_open.claim.control]
    monkeypatch.setattr(backtest, "SMALL_PAGE", 1)
    monkeypatch.setattr(rule_stop, "AT_ONCE_S", 0.0)
    newest = rule_stop.look(manager(house), CARD, on=PAID_ON).replay
    assert newest is not None
    assert (newest.seen, newest.total) == (1, 3)
    assert newest.ends[Outcome.UNDECIDED].examples == [still_open.claim.control]
    more = rule_stop.look(manager(house), CARD, on=PAID_ON, wants_more=True).replay
    assert more is not None
    assert more.seen == 3


def test_a_stop_holds_what_is_built_and_what_waits_until_it_is_taken_back(house: House) -> None:
    waits = built(house, SEEN, covered=CEDAR_MEMBER)
    _, revision, _, _ = stands(house, waits.id)
    assert (waits.state, [one.severity for one in revision.findings]) == (ClaimState.READY, [Severity.WARN])
    made = rule_stop.decide(manager(house), STOP, on=DAY)
    assert submit.submit_ready(house.actor, on=DAY) is None
    found, _, (judgement,), (task,) = stands(house, waits.id)
    assert (found.state, task.owner) == (ClaimState.HELD, "biller")
    assert [(one.because.card, one.severity) for one in judgement.findings] == [(CARD, Severity.HOLD)]
    assert judgement.policy.startswith(f"{in_force().version}+")
    fresh = built(house, SEEN, covered=CEDAR_MEMBER)
    assert fresh.state is ClaimState.HELD
    assert stands(house, fresh.id)[1].policy == judgement.policy
    assert faults(house) == []
    rule_stop.take_back(manager(house), made.id, on=ON, why="too many were right")
    held.look_again(house.actor, on=ON)
    assert stands(house, waits.id)[0].state is ClaimState.READY
    assert faults(house) == []


def test_each_decision_is_kept_with_its_reason_and_its_figures(house: House) -> None:
    rule_stop.decide(manager(house), STOP, on=DAY)
    with pytest.raises(Refused, match="stands so already"):
        rule_stop.decide(manager(house), STOP, on=DAY)
    (row,) = look_rules.rules(manager(house), words=CARD, is_shadow=False, start=0, today=DAY).rules
    assert row.is_stop
    rule_stop.decide(manager(house), Wish(CARD, is_on=False, reason="enough"), on=ON)
    seen = rule_stop.look(manager(house), CARD, on=ON)
    assert [(one.is_on, one.reason, one.fired) for one in seen.stops] == [
        (False, "enough", 0),
        (True, "31 came back", 3),
    ]
    with books(house.practice.id) as session:
        assert len(session.find(RuleStop)) == 2


def test_what_can_not_be_raised_is_refused(house: House) -> None:
    for wish, says in (
        (Wish(CARD, is_on=True, reason=" "), "wants a reason"),
        (Wish("member-id", is_on=True, reason="x"), "only warns"),
        (Wish("no-such-card", is_on=True, reason="x"), "only warns"),
        (Wish(CARD, is_on=False, reason="x"), "stands so already"),
    ):
        with pytest.raises(Refused, match=says):
            rule_stop.decide(manager(house), wish, on=DAY)
    with pytest.raises(NotFound):
        rule_stop.look(manager(house), "no-such-card", on=DAY)
    with pytest.raises(AccessDenied):
        rule_stop.decide(Actor("bea", house.practice.id, frozenset({"biller"})), STOP, on=DAY)
    admin = Actor("ada", house.practice.id, frozenset({"admin"}))
    assert rule_stop.look(admin, CARD, on=DAY).replay is None, "an administrator sees no claims"


@pytest.mark.usefixtures("house")
def test_a_payer_s_reason_leads_to_the_rules_that_only_warn_of_it() -> None:
    assert CARD in [one.id for one in rule_stop.could_stop("31")]
    assert CARD not in [one.id for one in rule_stop.could_stop("29")]
