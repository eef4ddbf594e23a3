"""Money events by chance keep every truth of the books, and each truth finds the fault that it is there
for.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from almoner.cli.bench import books_events, money_run
from almoner.cli.bench.money_books import MoneyBooks
from almoner.cli.bench.money_run import BY_NAME, EVENTS, Lived, Untrue, empty_books, happen, live, run, whole
from almoner.core.collect import Receipt
from almoner.core.collect.adjust import BalanceAct
from almoner.core.ledger import Posting, Reason
from almoner.core.plan import Plan, TaskState
from almoner.links.pool import Processes

SITUATIONS = 100_000
NAMES = [*BY_NAME, *("charge", "pay", "pay", "receive", "lay", "bill_next", "place_debts")]
"""Every kind of event, and those again on which others build."""
MOST_LACKING = 3
"""Kinds that want a longer story before them; the long runs have them."""


def test_p44_a_hundred_thousand_money_events_keep_every_truth() -> None:
    with Processes(2) as pool:
        lived = run(SITUATIONS, seed=2026, pool=pool)
    assert lived.count >= SITUATIONS
    assert lived.postings > SITUATIONS
    assert lived.events.keys() == {event.__name__ for event, _ in EVENTS}, "every kind of event happened"
    assert min(lived.events.values()) > 5, "and none of them by accident alone"


class Practice(RuleBasedStateMachine):
    """Two visits are charged and paid, and then anything happens; a sequence that breaks a truth comes back
    as the few events that do it.
    """

    seen: ClassVar[Counter[str]] = Counter()
    """What happened, over all sequences."""

    def __init__(self) -> None:
        super().__init__()
        self.books = empty_books()()
        self.holds = True
        for number, name in enumerate(("charge", "charge", "pay", "pay")):
            happen(self.books, name, number)

    @rule(first=st.integers(0, len(NAMES) - 1), seed=st.integers(0, 1 << 16))
    def happens(self, first: int, seed: int) -> None:
        """The first kind from a place on for which there is something to do."""
        self.holds = False
        for name in [*NAMES[first:], *NAMES[:first]]:
            if count := happen(self.books, name, seed):
                note(f"# {name}")
                self.seen[name] += count
                break
        self.holds = True

    def teardown(self) -> None:
        if self.holds:
            assert whole(self.books) == []


def test_any_sequence_of_money_events_keeps_every_truth() -> None:
    Practice.seen.clear()
    deep = settings(max_examples=1000, stateful_step_count=30, deadline=None, derandomize=True, database=None)
    run_state_machine_as_test(Practice, settings=deep)
    assert Practice.seen.total() > 30_000
    assert sum(not Practice.seen[name] for name in BY_NAME) <= MOST_LACKING, Practice.seen


def test_the_same_seed_gives_the_same_books() -> None:
    first, again, other = (live(seed, Lived(), acts=120) for seed in ("7|0", "7|0", "7|1"))
    assert list(first.postings.values()) == list(again.postings.values())
    assert list(first.postings.values()) != list(other.postings.values())


def test_a_run_that_was_cut_off_goes_on_where_it_stood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(events: int, *, seed: int = 5, keep: Path | None = None) -> dict[str, object]:
        assert books_events.live(events, seed=seed, is_json=True, keep=keep) == 0
        said: dict[str, object] = json.loads(capsys.readouterr().out)
        return {name: said[name] for name in ("events", "postings", "kinds")}

    keep = tmp_path / "run.json"
    part = told(300, keep=keep)
    whole = told(1500, keep=keep)
    assert part != whole == told(1500)
    assert told(1000, keep=keep) == whole, "what is done is done"
    assert books_events.live(2000, seed=6, is_json=True, keep=keep) == 2
    keep.write_text(keep.read_text().replace(books_events.code(), "other"))
    assert books_events.live(2000, seed=5, is_json=True, keep=keep) == 2
    assert "name another file" in capsys.readouterr().err


Sabotage = Callable[[Plan], Plan]


def on_posting(change: Callable[[Posting], Sequence[Posting]], *reasons: Reason) -> Sabotage:
    """Change the first posting of one of these reasons that is no reversal."""

    def spoil(plan: Plan) -> Plan:
        for place, posting in enumerate(plan.postings):
            if posting.reason in reasons and not posting.reverses:
                after = (*plan.postings[:place], *change(posting), *plan.postings[place + 1 :])
                return replace(plan, postings=after)
        return plan

    return spoil


def on_reversal(**changes: object) -> Sabotage:
    """Change the first reversal."""

    def spoil(plan: Plan) -> Plan:
        for place, posting in enumerate(plan.postings):
            if posting.reverses:
                odd = replace(posting, **changes)  # type: ignore[arg-type]
                return replace(plan, postings=(*plan.postings[:place], odd, *plan.postings[place + 1 :]))
        return plan

    return spoil


def dropped(_: Posting) -> Sequence[Posting]:
    return ()


def dearer(posting: Posting) -> Sequence[Posting]:
    return (replace(posting, cents=posting.cents + 1),)


def doubled(posting: Posting) -> Sequence[Posting]:
    return (posting, replace(posting, key=f"{posting.key}:again"))


def twice(posting: Posting) -> Sequence[Posting]:
    return (posting, posting)


def turned(posting: Posting) -> Sequence[Posting]:
    return (replace(posting, debit=posting.credit, credit=posting.debit),)


def on_account(name: str) -> Callable[[Posting], Sequence[Posting]]:
    return lambda posting: (replace(posting, debit=name),)


def without_work(plan: Plan) -> Plan:
    return replace(plan, tasks=tuple(task for task in plan.tasks if task.state is not TaskState.OPEN))


def with_odd_receipt(plan: Plan) -> Plan:
    odd = tuple(
        replace(one, allocated_cents=one.allocated_cents + 1)
        if isinstance(one, Receipt) and one.version > 1
        else one
        for one in plan.records
    )
    return replace(plan, records=odd)


def unsigned(plan: Plan) -> Plan:
    odd = tuple(replace(one, decided_by="") if isinstance(one, BalanceAct) else one for one in plan.records)
    return replace(plan, records=odd)


def of_old(plan: Plan) -> Plan:
    return replace(plan, reads={key: version - 1 for key, version in plan.reads.items()})


PAID = (Reason.PAYMENT,)
SPOILT: dict[str, Sabotage] = {
    "a lost charge": on_posting(dropped, Reason.CHARGE),
    "a dearer charge": on_posting(dearer, Reason.CHARGE),
    "a lost payment": on_posting(dropped, *PAID),
    "a payment a cent dearer": on_posting(dearer, *PAID),
    "a payment posted twice": on_posting(doubled, *PAID),
    "one effect twice": on_posting(twice, *PAID),
    "a payment the wrong way": on_posting(turned, *PAID),
    "a payment straight to the bank": on_posting(on_account("bank"), *PAID),
    "a share given up": on_posting(on_account("bad_debt"), Reason.PATIENT_SHARE),
    "lost cash of a suspended claim": on_posting(dropped, Reason.SUSPENDED_CASH),
    "suspended cash in interest": on_posting(
        lambda posting: (replace(posting, credit="interest"),), Reason.SUSPENDED_CASH
    ),
    "a reversal of another amount": on_reversal(cents=1),
    "a reversal of nothing": on_reversal(reverses="nothing"),
    "a lost allocation": on_posting(dropped, Reason.ALLOCATION),
    "an allocation a cent dearer": on_posting(dearer, Reason.ALLOCATION),
    "a receipt that says more is laid": with_odd_receipt,
    "a refusal written off as contractual": on_posting(
        lambda posting: (replace(posting, carc="50"),), Reason.CONTRACTUAL
    ),
    "another group written off": on_posting(
        lambda posting: (replace(posting, group="PI"),), Reason.CONTRACTUAL
    ),
    "a write-off without a second name": unsigned,
    "a lost deposit": on_posting(dropped, Reason.DEPOSIT_RECEIPTS),
    "a deposit a cent short": on_posting(
        lambda posting: (replace(posting, cents=posting.cents + 1),), Reason.DEPOSIT_CASH
    ),
    "a refund sent twice": on_posting(doubled, Reason.REFUND_ISSUED),
    "a refund never approved": on_posting(dropped, Reason.PATIENT_REFUND),
    "a refund of suspended cash that is lost": on_posting(dropped, Reason.SUSPENSE_REFUNDED),
    "a takeback laid a cent dearer": on_posting(dearer, Reason.RECOUPMENT_PLACED),
    "a capitation that is lost": on_posting(dropped, Reason.CAPITATION_PAID),
    "work that nobody opened": without_work,
    "a plan of old": of_old,
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_truth_finds_what_it_is_there_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole books until one plan is spoilt; then the very run that was whole is not."""
    seed, spoil, commit = "44|2", SPOILT[name], MoneyBooks.commit
    monkeypatch.setattr(MoneyBooks, "commit", lambda books, plan: commit(books, spoil(plan)))
    with pytest.raises(Untrue):
        live(seed, Lived(), acts=400)


def test_the_run_that_is_spoilt_above_is_whole() -> None:
    books = live("44|2", Lived(), acts=400)
    assert money_run.whole(books) == []
