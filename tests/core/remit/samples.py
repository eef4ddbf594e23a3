"""835 files in a few words, and books in memory that take a plan as the store does: keys once, versions in
step.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import count

from almoner.cli.era import reasons
from almoner.core.charge import ChargeLine
from almoner.core.claim import Claim, ClaimState
from almoner.core.coverage import Coverage
from almoner.core.denial import Denial, Standing, open_denials
from almoner.core.ledger import Posting, account_name
from almoner.core.ledger.accounts import RECEIVABLE
from almoner.core.money import amount, cents
from almoner.core.party import Address, Payer, PayerKind
from almoner.core.plan import Plan, Task, TaskState, join
from almoner.core.pricing import Priced, Service, Step
from almoner.core.remit import (
    Advice,
    Book,
    Desk,
    PlannedRemittance,
    ReadRemittance,
    Remittance,
    RemittanceState,
    plan_remittance,
)
from almoner.core.remit.undo import Batch, lines_taken_back, posted_since
from almoner.core.rules.reasons import Reasons
from almoner.core.wire.remit_835 import read_remittances
from almoner.core.x12 import read

DOS = date(2026, 3, 2)
PAID_ON = date(2026, 3, 16)
TODAY = date(2026, 3, 18)
NPI = "1555555550"
TAX_ID = "161234567"

ISA = "ISA*00*          *00*          *ZZ*HARBOR         *ZZ*ALMONER        *260316*1200*^*00501"

PAYER = Payer(
    id=1,
    name="Harbor Health",
    payer_kind=PayerKind.COMMERCIAL,
    claim_filing="CI",
    claim_payer_id="HARB1",
    eligibility_payer_id="HARB1",
    remittance_payer_id="HARB1",
    address=Address("1 Pier", "Syracuse", "NY", "132020001"),
    filing_days=180,
    answer_days=30,
)


@cache
def table() -> Reasons:
    """The table that the product ships."""
    return reasons()


def clp(control: str, status: str, *amounts: str, payer_control: str = "P1") -> str:
    """A claim segment; its amounts are charge, payment and, where there is one, the patient's share."""
    charge, paid, patient = (*amounts, "")[:3]
    return f"CLP*{control}*{status}*{charge}*{paid}*{patient}*CI*{payer_control}*11*1"


def svc(
    code: str, charge: str, paid: str, *adjustments: str, control: str = "", remarks: Iterable[str] = ()
) -> list[str]:
    """A service: its adjustments are written `CO 45 20`."""
    found = [f"SVC*{code}*{charge}*{paid}", f"DTM*472*{DOS:%Y%m%d}"]
    found += [cas(each) for each in adjustments]
    found += [f"REF*6R*{control}"] if control else []
    return found + [f"LQ*HE*{remark}" for remark in remarks]


def cas(text: str) -> str:
    """`CO 45 20` as a CAS."""
    return "CAS*" + "*".join(text.split())


def era(
    *segments: str | Sequence[str],
    plb: Sequence[str] = (),
    check: str | None = None,
    trace: str = "T1",
    payee: str = f"XX*{NPI}",
    usage: str = "P",
) -> bytes:
    """A whole 835 around claim segments; the check is what they come to unless it is given."""
    flat = [each for part in segments for each in ([part] if isinstance(part, str) else part)]
    paid = amount(_parts(flat, plb)) if check is None else check
    body = [
        f"BPR*I*{paid}*C*ACH*CCP*01*888999777*DA*24681012*1935665544**01*111333555*DA*144444*{PAID_ON:%Y%m%d}",
        f"TRN*1*{trace}*1935665544",
        "N1*PR*HARBOR HEALTH*XV*HARB1",
        f"N1*PE*HARBOR FAMILY MEDICINE*{payee}",
        f"REF*TJ*{TAX_ID if NPI in payee else '999999999'}",
        "LX*1",
        *flat,
        *(f"PLB*{NPI}*20261231*{each}" for each in plb),
    ]
    rows = [
        f"{ISA}*000000001*0*{usage}*:",
        "GS*HP*HARBOR*ALMONER*20260316*1200*1*X*005010X221A1",
        "ST*835*0001",
        *body,
        f"SE*{len(body) + 2}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]
    return "".join(f"{row}~" for row in rows).encode()


def _parts(segments: Sequence[str], plb: Sequence[str]) -> int:
    claims = [each.split("*")[4] for each in segments if each.startswith("CLP*")]
    return sum(map(cents, claims)) - sum(cents(each.rpartition("*")[2]) for each in plb)


def read_one(data: bytes, ids: Iterable[int] | None = None) -> ReadRemittance:
    """The only remittance of a file."""
    (one,) = read_remittances(read(data), ids=iter(ids or count(1)), received_on=TODAY)
    return one


def make_book(
    control: str = "A1", lines: Sequence[tuple[str, str, int]] = (("L1", "99213", 100_00),), rank: int = 1
) -> Book:
    """A claim that was accepted and waits, its lines with the payer of its rank. Ids follow from the control
    number.
    """
    number = int(control[1:]) * 100
    made = tuple(_line(number + place, *line) for place, line in enumerate(lines, 1))
    claim = Claim(
        id=number,
        patient_id=number + 50,
        visit_ids=(number + 60,),
        coverage_id=number + 70,
        payer_id=PAYER.id,
        rank=rank,
        control=control,
        total_cents=sum(line.charge_cents for line in made),
        service_on=DOS,
        state=ClaimState.ACCEPTED,
        cause="payer_accepted",
        since_on=DOS,
    )
    return Book(claim, made, {(line.id, f"payer_ar:{rank}"): line.charge_cents for line in made})


def _line(line_id: int, control: str, code: str, charge_cents: int) -> ChargeLine:
    code, *modifiers = code.split(":")
    return ChargeLine(
        id=line_id,
        visit_id=line_id + 600_000,
        superbill_id=line_id + 700_000,
        patient_id=line_id + 800_000,
        provider_id=1,
        location_id=1,
        sequence=line_id % 100,
        control=control,
        code=code,
        units=1,
        charge_cents=charge_cents,
        diagnoses=("Z0000",),
        service_on=DOS,
        pos="11",
        modifiers=tuple(modifiers),
    )


def secondary(book: Book, rank: int = 2) -> Book:
    """The same claim where another policy pays after it."""
    following = Coverage(9, book.claim.patient_id, 2, 1, rank, "M9", date(2020, 1, 1))
    return replace(book, next_coverage=following)


@dataclass
class Books:
    """Claims with all that happened to them. `take` plans a file against them and commits the plan, as flow
    and store do.
    """

    books: dict[str, Book] = field(default_factory=dict)
    desk: Desk = field(default_factory=lambda: Desk(reasons=table(), payer=PAYER, npis=frozenset({NPI})))
    postings: list[Posting] = field(default_factory=list)
    tasks: dict[int, Task] = field(default_factory=dict)
    denials: dict[int, Denial] = field(default_factory=dict)
    remittances: dict[int, Remittance] = field(default_factory=dict)
    ids: Iterable[int] = field(default_factory=lambda: count(1_000_000))

    @classmethod
    def of(cls, *books: Book) -> "Books":
        return cls({book.claim.control: book for book in books})

    def plan(self, data: bytes) -> tuple[PlannedRemittance, Plan]:
        """What the file would do."""
        one = read_one(data, self.ids)
        desk = replace(self.desk, books=self.books, earlier=tuple(self.remittances.values()))
        ids = iter(self.ids)
        planned = plan_remittance(one, desk, ids=ids, on=TODAY)
        standing = Standing(tuple(self.denials.values()), tuple(self.tasks.values()))
        denials = open_denials(planned, desk, ids=ids, on=TODAY, standing=standing)
        return planned, join([planned.plan, denials], on=TODAY)

    def take(self, data: bytes) -> PlannedRemittance:
        """Plan a file and make the plan true."""
        planned, whole = self.plan(data)
        self.commit(whole)
        return planned

    def commit(self, plan: Plan) -> None:
        """Add postings once, records in the order of their versions."""
        known = {posting.key for posting in self.postings}
        gone = {posting.reverses for posting in self.postings}
        for posting in plan.postings:
            assert posting.key not in known, "an effect is posted once"
            assert not posting.reverses or posting.reverses not in gone, "an effect is undone once"
            known.add(posting.key)
            gone.add(posting.reverses)
        self.postings += plan.postings
        claims = {book.claim.id: control for control, book in self.books.items()}
        for record in plan.records:
            if isinstance(record, Remittance):
                self.remittances[record.id] = record
            elif isinstance(record, Denial):
                assert record.version == 1 or self.denials[record.id].version == record.version - 1
                self.denials[record.id] = record
            elif isinstance(record, Claim):
                self._change(claims[record.id], record)
            elif isinstance(record, Advice) and record.claim_id:
                control = claims[record.claim_id]
                book = self.books[control]
                self.books[control] = replace(book, advices=(*book.advices, record))
        for task in plan.tasks:
            assert task.version == 1 or self.tasks[task.id].version == task.version - 1
            self.tasks[task.id] = task
        self._refresh()

    def _change(self, control: str, claim: Claim) -> None:
        book = self.books[control]
        assert claim.version == book.claim.version + 1, "a claim has one next version"
        self.books[control] = replace(book, claim=claim)

    def _refresh(self) -> None:
        moved: defaultdict[tuple[int, str], int] = defaultdict(int)
        for posting in self.postings:
            moved[posting.subject.line_id, posting.debit] += posting.cents
            moved[posting.subject.line_id, posting.credit] -= posting.cents
        for control, book in self.books.items():
            start = {(line.id, f"payer_ar:{book.claim.rank}"): line.charge_cents for line in book.lines}
            balances = {
                key: start.get(key, 0) + moved.get(key, 0)
                for key in {*start, *(key for key in moved if key[0] in {line.id for line in book.lines})}
            }
            self.books[control] = replace(
                book,
                advices=tuple(each for each in book.advices if self._stands(each)),
                balances={key: cents for key, cents in balances.items() if cents},
                posted=tuple(each for each in self.postings if each.subject.claim_id == book.claim.id),
                tasks=tuple(
                    task
                    for task in self.tasks.values()
                    if task.claim_id == book.claim.id and task.state is TaskState.OPEN
                ),
            )

    def _stands(self, advice: Advice) -> bool:
        return self.remittances[advice.remittance_id].state is not RemittanceState.REVERSED

    def claim(self, control: str = "A1") -> Claim:
        return self.books[control].claim

    def receivable(self, control: str = "A1") -> dict[str, int]:
        """What is still owed by whom, by account id, over the claim's lines; zeros left out."""
        found: defaultdict[str, int] = defaultdict(int)
        for (_, account), left in self.books[control].balances.items():
            if account_name(account) in RECEIVABLE:
                found[account] += left
        return {account: left for account, left in found.items() if left}

    def total(self, account: str) -> int:
        """Debits less credits of an account over everything."""
        sides = (
            (each.cents if each.debit == account else 0) - (each.cents if each.credit == account else 0)
            for each in self.postings
        )
        return sum(sides)

    def open_work(self) -> list[str]:
        """The kinds of work that are open."""
        return sorted(task.what for task in self.tasks.values() if task.state is TaskState.OPEN)


def batch_of(books: Books, remittance: Remittance) -> Batch:
    """A posted remittance with all that it left, as the flow loads it for undoing."""
    own = [each for each in books.postings if each.subject.remittance_id == remittance.id]
    keys = {each.key for each in own}
    reversing = [each for each in books.postings if each.reverses in keys]
    told = [
        book.claim
        for book in books.books.values()
        if any(each.subject.claim_id == book.claim.id for each in own)
        or any(advice.remittance_id == remittance.id for advice in book.advices)
    ]
    ids = {claim.id for claim in told}
    tasks = [task for task in books.tasks.values() if task.claim_id in ids]
    advices = {
        advice.id
        for book in books.books.values()
        for advice in book.advices
        if advice.remittance_id == remittance.id
    }
    denials = {denial.id for denial in books.denials.values() if denial.advice_id in advices}
    taken = lines_taken_back(own)
    later = posted_since(own, [each for each in books.postings if each.subject.line_id in taken])
    return Batch(remittance, own, reversing, told, tasks, frozenset(advices | denials), later)


def moves(plan: Plan) -> list[tuple[str, str, int]]:
    """Postings as (debit, credit, cents)."""
    return [(each.debit, each.credit, each.cents) for each in plan.postings]


def contract_price(cents: int, *reports: str) -> Priced:
    """What a contract allows for a line."""
    step = Step("fixed fee, term visits", cents, "", "agreement of 2025, p. 4")
    return Priced(Service("99213", date(2026, 3, 2)), cents, (step,), by_report=reports)
