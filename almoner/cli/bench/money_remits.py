"""Payments of payers on the books in memory: decisions, reversals, corrections, takebacks, wrong files.

They are made as the nouns that reading a file gives, planned by the steps of the product, and committed.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from almoner.cli.bench.money_books import MoneyBooks, Owed
from almoner.cli.bench.money_close import show_money
from almoner.cli.bench.money_payer import CODES, say
from almoner.core.claim import Claim, ClaimState
from almoner.core.claim.claim import claim_control
from almoner.core.collect import Deposit
from almoner.core.collect.unexplained import answered, came_before, explain, key_of
from almoner.core.coverage import Coverage
from almoner.core.denial import open_denials
from almoner.core.denial.open import Standing
from almoner.core.party import Address, Payer, PayerKind
from almoner.core.plan import Plan, Task, join
from almoner.core.remit import (
    Adjustment,
    Advice,
    AdviceLine,
    Desk,
    PlannedRemittance,
    ProviderLevel,
    ReadRemittance,
    Remittance,
    RemittanceState,
    plan_remittance,
)
from almoner.core.remit.recoupment import TakebackAct, open_pairs

NPI = "1555555550"
REVERSAL = "22"
MOST_CLAIMS = 4
MOST_LOOKED_AT = 12

PAYERS = tuple(
    Payer(
        id=rank,
        name=f"Payer {rank}",
        payer_kind=PayerKind.COMMERCIAL,
        claim_filing="CI",
        claim_payer_id=f"PAY{rank}",
        eligibility_payer_id=f"PAY{rank}",
        remittance_payer_id=f"PAY{rank}",
        address=Address("1 Pier", "Syracuse", "NY", "132020001"),
        filing_days=180,
        answer_days=30,
        capitated_codes=("99213",) if rank == 1 else (),
    )
    for rank in (1, 2, 3)
)
"""One payer for each rank; the first pays by the head too."""


def pay(books: MoneyBooks, chance: random.Random) -> int:
    """A payer sends a payment about some of its claims; each decision and each amount beside is an event."""
    payer = chance.choices(PAYERS, [6, 2, 1])[0]
    told = _told(books, payer, chance)
    if not told:
        return 0
    advices = _as_sent([advice for owed in told for advice in _decided(owed, payer, chance)], chance)
    reads = _in_files(books, _sent(books, payer, advices, chance), chance)
    cents = sum(one.remittance.amount_cents for one in reads)
    if cents > 0 and chance.random() < 0.1:
        show_money(books, reads[0].remittance.trace, cents)
    for place, read in enumerate(reads):
        _plan(books, payer, read, is_confirmed=place > 0)
    return len(advices) + sum(len(one.remittance.provider_level) for one in reads)


def _in_files(books: MoneyBooks, read: ReadRemittance, chance: random.Random) -> list[ReadRemittance]:
    """A payment in one file, or now and then its advices in two, each of its own amount."""
    if len(read.advices) < 2 or chance.random() < 0.7:
        return [read]
    rest = [advice for advice in read.advices if advice.control != read.advices[0].control]
    kept = [advice for advice in read.advices if advice.control == read.advices[0].control]
    moved = sum(advice.paid_cents or 0 for advice in rest)
    left = read.remittance.amount_cents - moved
    if not rest or moved <= 0 or left <= 0:
        return [read]
    number = next(books.ids)
    further = replace(
        read.remittance,
        id=number,
        amount_cents=moved,
        provider_level=(),
        claim_count=len(rest),
        content_sha256=f"content {number}",
    )
    told = tuple(replace(one, remittance_id=number, ordinal=place) for place, one in enumerate(rest, 1))
    first = replace(read.remittance, amount_cents=left, claim_count=len(kept))
    own = tuple(replace(one, ordinal=place) for place, one in enumerate(kept, 1))
    return [
        replace(read, remittance=first, advices=own),
        replace(read, remittance=further, advices=told),
    ]


def _told(books: MoneyBooks, payer: Payer, chance: random.Random) -> list[Owed]:
    """The claims of a payment: its own ones, and those that an earlier payer has sent on itself."""
    every = list(books.owed.values())
    claims = [one for one in chance.sample(every, min(len(every), MOST_LOOKED_AT)) if _decides(one, payer)]
    return claims[: chance.choice([1, 1, 1, 2, MOST_CLAIMS])]


def _decides(owed: Owed, payer: Payer) -> bool:
    if owed.claim.state in (ClaimState.VOIDED, ClaimState.CLOSED) or not any(
        line.stands for line in owed.lines
    ):
        return False
    if owed.claim.payer_id == payer.id:
        return True
    is_crossed = any(task.what == "crossover_watch" for task in owed.tasks.values())
    return is_crossed and owed.following is not None and owed.following.payer_id == payer.id


def _decided(owed: Owed, payer: Payer, chance: random.Random) -> list[Advice]:
    """What the payer says of one claim: a decision, a reversal, or both in either order."""
    made = [one for one in owed.advices if one.status not in (REVERSAL, "23", "25", "9")]
    own = [one for one in made if (one.rank or owed.claim.rank) == payer.id]
    roll = chance.random()
    if own and roll < 0.35:
        back = _mirrored(chance.choice(own) if roll < 0.05 else own[-1])
        if roll < 0.1:
            return [back]
        both = [back, _decision(owed, payer, chance)]
        return both if roll < 0.3 else both[::-1]
    if roll > 0.985:
        return [_mirrored(_decision(owed, payer, chance))]
    return [_decision(owed, payer, chance)]


def _decision(owed: Owed, payer: Payer, chance: random.Random) -> Advice:
    lines = tuple(
        part
        for line in owed.lines
        if line.stands
        for part in _services(line.control, line.charge_cents, payer.id, chance)
    )
    if (
        len({one.control for one in lines}) > 1 and chance.random() < 0.06
    ):  # the rest comes with another payment
        lines = tuple(one for one in lines if one.control == lines[0].control)
    charge = sum(one.charge_cents or 0 for one in lines)
    paid = sum(one.paid_cents or 0 for one in lines)
    first = "19" if owed.following and chance.random() < 0.25 else str(payer.id)
    status = chance.choices([first, "4", "23", "25", "9"], [95, 2, 1, 1, 1])[0]
    if status in ("23", "25"):
        lines, paid = (), 0
    shares = sum(each.cents for line in lines for each in line.adjustments if each.group == "PR")
    whole = (Adjustment("CO", "16", charge),) if not lines else ()
    return Advice(
        id=0,
        remittance_id=0,
        ordinal=0,
        control=owed.claim.control,
        status=status,
        charge_cents=charge,
        paid_cents=paid,
        patient_cents=shares,
        payer_control=f"P{payer.id}{owed.claim.id}-{chance.randint(1, 3)}",
        lines=lines,
        adjustments=whole,
        remarks=("MA18",) if chance.random() < 0.02 else (),
    )


def _services(control: str, cents: int, rank: int, chance: random.Random) -> list[AdviceLine]:
    """A line as the payer says it: whole, or in two parts of the same number (MT9)."""
    half = chance.randint(1, cents - 1) if cents > 1 and chance.random() < 0.04 else 0
    return [_service(control, part, rank, chance) for part in (half, cents - half) if part]


def _service(control: str, cents: int, rank: int, chance: random.Random) -> AdviceLine:
    said = say(cents, rank, chance)
    reasons = tuple(Adjustment(*reason) for reason in said.reasons)
    return AdviceLine(
        control, "HC", "99213", (), cents, said.paid, reasons, remarks=("N130",) if not said.paid else ()
    )


def _mirrored(advice: Advice) -> Advice:
    """The reversal of a decision: the same with every sign turned."""

    def turned(reasons: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
        return tuple(replace(one, cents=-one.cents) for one in reasons)

    lines = tuple(
        replace(
            one,
            charge_cents=-(one.charge_cents or 0),
            paid_cents=-(one.paid_cents or 0),
            adjustments=turned(one.adjustments),
        )
        for one in advice.lines
    )
    return replace(
        advice,
        id=0,
        claim_id=0,
        rank=0,
        version=1,
        status=REVERSAL,
        charge_cents=-(advice.charge_cents or 0),
        paid_cents=-(advice.paid_cents or 0),
        patient_cents=None,
        lines=lines,
        adjustments=turned(advice.adjustments),
    )


def _as_sent(advices: Sequence[Advice], chance: random.Random) -> list[Advice]:
    """Now and then a payer errs: a line that does not add up, a number that nobody knows, or none at all."""
    return [_spoilt(advice, chance) if chance.random() < 0.03 else advice for advice in advices]


def _spoilt(advice: Advice, chance: random.Random) -> Advice:
    kind = chance.randrange(4)
    if kind == 0:
        return replace(advice, paid_cents=(advice.paid_cents or 0) + chance.randint(1, 500))
    if kind == 1:
        return replace(advice, control="NOBODYS", payer_control="")
    if kind == 2 and advice.lines:
        return replace(advice, lines=tuple(replace(one, control="") for one in advice.lines))
    return replace(advice, lines=tuple(replace(one, control="L99", code="00000") for one in advice.lines))


def _sent(
    books: MoneyBooks, payer: Payer, advices: Sequence[Advice], chance: random.Random
) -> ReadRemittance:
    """The payment around its claims; a few times in a hundred its check is not what its parts come to."""
    levels = tuple(_levels(books, payer, chance)) if chance.random() < 0.15 else ()
    number = next(books.ids)
    cents = sum(advice.paid_cents or 0 for advice in advices) - sum(pair.cents for pair in levels)
    remittance = Remittance(
        id=number,
        interchange_id=number,
        st_control="0001",
        payer_id=0,
        payer_number=payer.remittance_payer_id,
        payer_name=payer.name,
        payee_npi="1999999984" if chance.random() < 0.01 else NPI,
        payee_tax_id="",
        method="ACH" if cents else "NON",
        trace=f"T{number}",
        paid_on=books.on,
        amount_cents=cents + (chance.randint(1, 99) if chance.random() < 0.01 else 0),
        claim_count=len(advices),
        received_on=books.on,
        state=RemittanceState.RECEIVED,
        provider_level=levels,
        content_sha256=f"content {number}",
    )
    told = tuple(
        replace(advice, id=next(books.ids), remittance_id=number, ordinal=ordinal)
        for ordinal, advice in enumerate(advices, 1)
    )
    return ReadRemittance(remittance, told, (), is_whole=chance.random() > 0.01, is_balanced=True)


def _levels(books: MoneyBooks, payer: Payer, chance: random.Random) -> list[ProviderLevel]:
    """Amounts outside of any claim; what an earlier payment left open is collected now and then."""
    found = [
        ProviderLevel(code, str(chance.randint(1, 9)), sign * chance.randint(1, 5000))
        for code, sign in chance.sample(CODES, chance.randint(1, 3))
    ]
    left = open_pairs(history(books, payer.remittance_payer_id))
    if left and chance.random() < 0.5:
        one = chance.choice(left)
        found.append(ProviderLevel(one.code, one.reference, one.cents))
    return found


def history(books: MoneyBooks, payer_number: str) -> list[Remittance]:
    """Return a payer's posted payments with amounts beside their claims."""
    return [
        one
        for one in books.all(Remittance).values()
        if one.provider_level and one.state is RemittanceState.POSTED and one.payer_number == payer_number
    ]


def said_of(books: MoneyBooks, payer_number: str) -> list[TakebackAct]:
    """Return what people said of a payer's pairs."""
    payments = books.all(Remittance)
    acts = books.all(TakebackAct).values()
    return [one for one in acts if payments[one.remittance_id].payer_number == payer_number]


def _plan(books: MoneyBooks, payer: Payer, read: ReadRemittance, *, is_confirmed: bool = False) -> None:
    """Receive a payment, plan it against the books, and commit the plan."""
    books.commit(Plan(on=books.on, records=(read.remittance,)))
    told = _of_controls(books, read)
    found = {control: books.book(owed) for control, owed in told.items()}
    desk = Desk(
        reasons=books.reasons,
        payer=payer,
        books=found,
        npis=frozenset({NPI}),
        earlier=tuple(books.all(Remittance)[number] for number in books.by_trace[read.remittance.trace]),
        is_confirmed=is_confirmed,
        open_pairs=tuple(
            open_pairs(history(books, payer.remittance_payer_id), said_of(books, payer.remittance_payer_id))
        )
        if read.remittance.provider_level
        else None,
    )
    planned = plan_remittance(read, desk, ids=books.ids, on=books.on)
    denials = tuple(one for owed in told.values() for one in books.live_denials(owed))
    tasks = tuple(task for owed in told.values() for task in owed.tasks.values())
    opened = open_denials(planned, desk, ids=books.ids, on=books.on, standing=Standing(denials, tasks))
    money = _explained(books, read.remittance, planned)
    books.commit(join([planned.plan, opened, money], on=books.on))
    books.sent.append((payer, read))


def _explained(books: MoneyBooks, read: Remittance, planned: PlannedRemittance) -> Plan:
    """Money that came to the bank before its advice leaves suspense with it."""
    deposits = books.all(Deposit).values()
    paid = {one.remittance_id for one in deposits}
    earlier = (books.all(Remittance)[number] for number in books.by_trace[read.trace])
    came = came_before(deposits, read, [one for one in earlier if one.id not in paid])
    if came is None or planned.state is not RemittanceState.POSTED:
        return Plan(on=books.on)
    posted = next(one for one in planned.plan.records if isinstance(one, Remittance))
    deposit = came.deposit
    asked = [books.work[deposit.task_id]] if deposit.task_id in books.work else []
    held = books.postings[key_of(deposit)]
    explained = explain(deposit, held, [posted, *came.others], ids=books.ids, on=books.on)
    return join([explained, answered(asked, on=books.on)], on=books.on)


def _of_controls(books: MoneyBooks, read: ReadRemittance) -> dict[str, Owed]:
    controls = {advice.control for advice in read.advices}
    return {name: books.owed[books.controls[name]] for name in controls if name in books.controls}


def send_again(books: MoneyBooks, chance: random.Random) -> bool:
    """The same payment comes once more: with the same content, or with another under its trace."""
    if not books.sent:
        return False
    payer, read = chance.choice(books.sent[-20:])
    number = next(books.ids)
    content = read.remittance.content_sha256 if chance.random() < 0.7 else f"content {number}"
    again = replace(
        read.remittance, id=number, version=1, state=RemittanceState.RECEIVED, content_sha256=content
    )
    told = tuple(replace(one, id=next(books.ids), remittance_id=number) for one in read.advices)
    _plan(books, payer, replace(read, remittance=again, advices=told))
    return True


def bill_next(books: MoneyBooks, chance: random.Random) -> bool:
    """The next payer's claim is built on what the payer before has passed on."""
    asked = [task for task in books.work.values() if task.what == "bill_next_payer"]
    if not asked:
        return False
    task: Task = chance.choice(asked)
    before = books.owed[task.claim_id]
    assert before.following is not None, "who asks for the next payer's claim knows the next payer"
    books.commit(Plan(on=books.on, tasks=(task.closed(by="biller", outcome="Built.", on=books.on),)))
    left = tuple(line for line in before.lines if line.stands)
    if before.next_id or not left:
        return True
    following, claim = before.following, before.claim
    number = next(books.ids)
    made: Claim = replace(
        claim,
        id=number,
        version=1,
        payer_id=following.payer_id,
        rank=following.rank,
        coverage_id=following.id,
        control=claim_control(number),
        state=ClaimState.ACCEPTED,
        payer_control="",
        prior_claim_id=claim.id,
    )
    after = next((one for one in books.policies[claim.patient_id] if one.rank > following.rank), None)
    before.next_id = number
    books.open_claim(Owed(made, left, after, is_capitated=False))
    return True


def policies(patient_id: int, count: int, books: MoneyBooks) -> list[Coverage]:
    """As many policies of a patient, one of each rank."""
    return [
        Coverage(next(books.ids), patient_id, rank, 1, rank, f"M{patient_id}", books.on)
        for rank in range(1, count + 1)
    ]
