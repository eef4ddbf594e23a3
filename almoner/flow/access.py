"""Who may do what. Every flow enters here first: a permission within one practice, with its row security."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from almoner.core.chart.entry import Eyes
from almoner.store.commit import Cause
from almoner.store.once import Once
from almoner.store.session import Session, books


class Permission(StrEnum):
    """What a flow may be asked for; one name an act, read beside write."""

    PATIENT_READ = "patient.read"
    PATIENT_WRITE = "patient.write"
    PATIENT_MERGE = "patient.merge"
    COMMENT_WRITE = "comment.write"
    SCHEDULE_WRITE = "schedule.write"
    SCHEDULE_DOUBLE = "schedule.double"
    ELIGIBILITY_ASK = "eligibility.ask"
    AUTHORIZATION_WRITE = "authorization.write"
    VISIT_READ = "visit.read"
    VISIT_WRITE = "visit.write"
    NOTE_SIGN = "note.sign"
    DOCUMENT_WRITE = "document.write"
    CHART_READ = "chart.read"
    CHART_WRITE = "chart.write"
    CHART_RESTRICTED = "chart.restricted"
    CHART_BILL = "chart.bill"
    DISCLOSURE_READ = "disclosure.read"
    DISCLOSURE_WRITE = "disclosure.write"
    CODE_DECIDE = "code.decide"
    CODE_REVIEW = "code.review"
    AUTONOMY_SET = "autonomy.set"
    CALIBRATION_FIT = "calibration.fit"
    CHARGE_CAPTURE = "charge.capture"
    CHARGE_CLEAR = "charge.clear"
    CLAIM_READ = "claim.read"
    CLAIM_BUILD = "claim.build"
    CLAIM_OVERRIDE = "claim.override"
    CLAIM_SEND = "claim.send"
    FILE_RECEIVE = "file.receive"
    REMITTANCE_READ = "remittance.read"
    REMITTANCE_POST = "remittance.post"
    REMITTANCE_REVERSE = "remittance.reverse"
    DENIAL_WORK = "denial.work"
    BALANCE_ADJUST = "balance.adjust"
    BALANCE_APPROVE = "balance.approve"
    SUSPENSE_PLACE = "suspense.place"
    TASK_READ = "task.read"
    TASK_WORK = "task.work"
    RUN_WATCH = "run.watch"
    RECEIPT_TAKE = "receipt.take"
    DRAWER_COUNT = "drawer.count"
    RECEIPT_ALLOCATE = "receipt.allocate"
    RECEIPT_RETURN = "receipt.return"
    RECEIPT_VOID = "receipt.void"
    REFUND_READ = "refund.read"
    REFUND_ASK = "refund.ask"
    REFUND_APPROVE = "refund.approve"
    REFUND_ISSUE = "refund.issue"
    CREDIT_WORK = "credit.work"
    STATEMENT_SEND = "statement.send"
    STATEMENT_READ = "statement.read"
    MARK_WRITE = "mark.write"
    PLAN_WRITE = "plan.write"
    PLACEMENT_WRITE = "placement.write"
    ESTIMATE_GIVE = "estimate.give"
    DEPOSIT_MAKE = "deposit.make"
    DAY_READ = "day.read"
    DAY_CLOSE = "day.close"
    DAY_SIGN = "day.sign"
    LEDGER_READ = "ledger.read"
    MONTH_CLOSE = "month.close"
    COST_WRITE = "cost.write"
    SETUP_READ = "setup.read"
    SETUP_WRITE = "setup.write"
    USER_WRITE = "user.write"
    AUDIT_READ = "audit.read"
    BILL_PAY = "bill.pay"


P = Permission
_READ_MONEY = {P.CLAIM_READ, P.REMITTANCE_READ, P.TASK_READ, P.DAY_READ, P.STATEMENT_READ}
_CARE = {P.PATIENT_READ, P.VISIT_READ, P.SETUP_READ, P.COMMENT_WRITE, P.RUN_WATCH}
ROLES: dict[str, frozenset[Permission]] = {
    "front_desk": frozenset(
        _CARE
        | {
            P.PATIENT_WRITE,
            P.PATIENT_MERGE,
            P.SCHEDULE_WRITE,
            P.ELIGIBILITY_ASK,
            P.AUTHORIZATION_WRITE,
            P.DOCUMENT_WRITE,
            P.DISCLOSURE_READ,
            P.DISCLOSURE_WRITE,
            P.RECEIPT_TAKE,
            P.DRAWER_COUNT,
            P.REFUND_READ,
            P.REFUND_ISSUE,
            P.MARK_WRITE,
            P.PLAN_WRITE,
            P.ESTIMATE_GIVE,
            P.TASK_READ,
            P.TASK_WORK,
            P.DAY_READ,
            P.STATEMENT_READ,
        }
    ),
    "provider": frozenset(
        _CARE
        | {
            P.CHART_READ,
            P.CHART_WRITE,
            P.CHART_RESTRICTED,
            P.VISIT_WRITE,
            P.NOTE_SIGN,
            P.DAY_SIGN,
            P.DOCUMENT_WRITE,
            P.DISCLOSURE_READ,
            P.DISCLOSURE_WRITE,
            P.CODE_DECIDE,
            P.CODE_REVIEW,
            P.TASK_READ,
            P.TASK_WORK,
        }
    ),
    "coder": frozenset(
        _CARE
        | {
            P.CHART_READ,
            P.CHART_BILL,
            P.DISCLOSURE_READ,
            P.CODE_DECIDE,
            P.CODE_REVIEW,
            P.CHARGE_CAPTURE,
            P.CLAIM_READ,
            P.TASK_READ,
            P.TASK_WORK,
        }
    ),
    "biller": frozenset(
        _CARE
        | _READ_MONEY
        | {
            P.CHART_BILL,
            P.DISCLOSURE_READ,
            P.ELIGIBILITY_ASK,
            P.AUTHORIZATION_WRITE,
            P.DOCUMENT_WRITE,
            P.CHARGE_CAPTURE,
            P.CHARGE_CLEAR,
            P.CLAIM_BUILD,
            P.CLAIM_OVERRIDE,
            P.CLAIM_SEND,
            P.FILE_RECEIVE,
            P.REMITTANCE_POST,
            P.DENIAL_WORK,
            P.BALANCE_ADJUST,
            P.SUSPENSE_PLACE,
            P.TASK_WORK,
            P.RECEIPT_ALLOCATE,
            P.RECEIPT_RETURN,
            P.REFUND_READ,
            P.REFUND_ASK,
            P.CREDIT_WORK,
            P.STATEMENT_SEND,
            P.MARK_WRITE,
            P.PLAN_WRITE,
            P.PLACEMENT_WRITE,
            P.ESTIMATE_GIVE,
            P.CALIBRATION_FIT,
            P.DEPOSIT_MAKE,
            P.LEDGER_READ,
        }
    ),
    "manager": frozenset(
        _CARE
        | _READ_MONEY
        | {
            P.PATIENT_MERGE,
            P.SCHEDULE_WRITE,
            P.SCHEDULE_DOUBLE,
            P.CHART_BILL,
            P.DISCLOSURE_READ,
            P.CHARGE_CLEAR,
            P.CLAIM_OVERRIDE,
            P.BALANCE_ADJUST,
            P.BALANCE_APPROVE,
            P.REMITTANCE_REVERSE,
            P.RECEIPT_RETURN,
            P.RECEIPT_VOID,
            P.DRAWER_COUNT,
            P.REFUND_READ,
            P.REFUND_APPROVE,
            P.REFUND_ISSUE,
            P.TASK_WORK,
            P.DEPOSIT_MAKE,
            P.DAY_CLOSE,
            P.LEDGER_READ,
            P.MONTH_CLOSE,
            P.COST_WRITE,
            P.AUDIT_READ,
            P.SETUP_WRITE,
            P.AUTONOMY_SET,
            P.CALIBRATION_FIT,
        }
    ),
    "admin": frozenset({P.SETUP_READ, P.SETUP_WRITE, P.USER_WRITE, P.AUDIT_READ, P.RUN_WATCH}),
}
"""What each role may do. Who takes money lays none, who posts closes no day, an admin sees no chart. Who
gives care reads and writes the chart, a coder reads it, and billing sees of it what a claim needs
(`chart.bill`). Who decides on codes fits no calibration, which says what their decisions are worth.
"""


HOLDER = "holder"
"""Who holds the link of a statement: nobody's role, and no user can be given it."""
_MAY = {**ROLES, HOLDER: frozenset({P.BILL_PAY})}


class AccessDenied(PermissionError):
    """The actor has no role in this practice that allows the act; the text names the permission alone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which practice, in which roles there. `practice_id` 0 is nobody's and allows nothing.
    `once` is the form that they sent, where it may act only once.
    """

    name: str
    practice_id: int
    roles: frozenset[str]
    once: Once | None = None

    def may(self, permission: Permission) -> bool:
        """True when one of the roles allows it."""
        return self.practice_id > 0 and any(permission in _MAY.get(role, ()) for role in self.roles)

    @property
    def eyes(self) -> Eyes:
        """What of the chart's labelled entries they may see."""
        return Eyes(self.name, self.may(Permission.CHART_RESTRICTED))


def office(practice_id: int) -> Actor:
    """Return the practice's own clockwork: the worker and the command line, which act in every role.

    The audit names it.
    """
    return Actor("almoner", practice_id, frozenset(ROLES))


def holder(practice_id: int) -> Actor:
    """Return whoever comes by a statement's link: they may see and pay the one bill that it leads to, once it
    is open to them, and nothing else.
    """
    return Actor("pay page", practice_id, frozenset({HOLDER}))


def require(actor: Actor, permission: Permission) -> None:
    """Raise AccessDenied unless the actor may."""
    if not actor.may(permission):
        raise AccessDenied(f"this needs the permission {permission.value} in this practice")


def may_close(owner: str, by: Actor) -> bool:
    """True where a task of this owner is theirs to close: their own or their role's; a manager's is any."""
    return bool({owner, "manager"} & {by.name, *by.roles})


@contextmanager
def enter(actor: Actor, permission: Permission, *, is_snapshot: bool = False) -> Iterator[Session]:
    """Open the actor's practice for one flow, or raise AccessDenied before anything is read."""
    require(actor, permission)
    owners = (actor.name, *sorted(actor.roles))
    opened = books(actor.practice_id, person=actor.name, owners=owners, is_snapshot=is_snapshot)
    with opened as session:
        yield session


def cause(actor: Actor, flow: str, reason: str = "") -> Cause:
    """Say in the audit who acted through which flow, and why."""
    return Cause(flow=flow, actor=actor.name, reason=reason, once=actor.once)
