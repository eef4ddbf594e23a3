"""The links of statements, as the practice sees them: made with each statement, shown, revoked, made anew.

A token is made of the key in the data folder and kept as a hash alone, so that whoever reads the books can
open no bill by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.utils.crypto import salted_hmac

from almoner.core.collect.card import CardCharge, CardState
from almoner.core.collect.pay_link import LinkState, PayLink, digest_of, ended, paid_cents, token_of
from almoner.core.party import Practice
from almoner.core.plan import Plan, reading
from almoner.core.report.statement import Statement
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.collect.asking import dunning
from almoner.flow.once import first_act
from almoner.flow.refused import refusal, refuse_without_reason
from almoner.settings import option
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

P = Permission
REPLACED = "a later one was made"


def pay_address() -> str:
    """Return the address under which people reach the pay page, without a slash at its end; empty where
    there is none.

    Beside the payer in a box it is the address of the screens themselves.
    """
    named = option("ALMONER_PAY_ADDRESS").rstrip("/")
    if named:
        return named if urlsplit(named).scheme in {"http", "https"} and urlsplit(named).netloc else ""
    return "" if option("ALMONER_MAILBOX") else f"http://{option('ALMONER_LISTEN', '127.0.0.1:8000')}"


def token_for(practice_id: int, link_id: int) -> str:
    """Return the token of a link, which only the key of this data folder can make."""
    bound = salted_hmac("almoner.pay_link", f"{practice_id}:{link_id}", algorithm="sha256")
    return token_of(practice_id, bound.digest())


def links_for(session: Session, made: Sequence[Statement], *, on: date) -> Plan:
    """Return the plan that gives each new statement its link and closes the earlier ones (inside another
    flow's session); empty where people pay elsewhere, or nowhere.
    """
    practice = session.get(Practice, session.practice_id) if made and pay_address() else None
    if practice is None or practice.pay_url:
        return Plan(on=on)
    keys = [key_of_answering(one) for one in made]
    earlier = session.find(PayLink, guarantor=keys, state=LinkState.STANDING.value)
    over = [ended(one, LinkState.REPLACED, by="almoner", why=REPLACED, on=on) for one in earlier]
    until_on = on + timedelta(days=dunning().link_days)
    fresh = [_made(session, one, until_on, on=on) for one in made]
    return Plan(on=on, records=(*over, *fresh), reads=reading(*earlier))


def _made(session: Session, statement: Statement, until_on: date, *, on: date) -> PayLink:
    link_id = next(session.ids())
    return PayLink(
        id=link_id,
        statement_id=statement.id,
        patient_id=statement.patient_id,
        guarantor=key_of_answering(statement),
        digest=digest_of(token_for(session.practice_id, link_id)),
        made_on=on,
        until_on=until_on,
    )


def key_of_answering(statement: Statement) -> str:
    """Return who answers; a statement from before one went to a guarantor went to its patient."""
    return statement.guarantor or f"patient:{statement.patient_id}"


def addresses_of(session: Session, statements: Sequence[Statement]) -> dict[int, str]:
    """Return where statements can be paid, by their ids: those whose link stands and whose token this data
    folder can make.
    """
    base, ids = pay_address(), [one.id for one in statements]
    if not base or not ids:
        return {}
    standing = session.find(PayLink, statement_id=ids, state=LinkState.STANDING.value)
    told = {one.statement_id: (one, token_for(session.practice_id, one.id)) for one in standing}
    return {
        statement_id: f"{base}/pay/{token}"
        for statement_id, (link, token) in told.items()
        if digest_of(token) == link.digest and not link.is_locked
    }


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as a patient's page shows it. `address` is empty where it leads to no bill any more;
    `asked_cents` waits for the processor's answer.
    """

    link: PayLink
    address: str
    paid_cents: int
    asked_cents: int
    standing: str
    """`standing`, `locked`, `run_out`, `revoked` or `replaced`."""


def links_of(session: Session, statements: Sequence[Statement], *, on: date) -> tuple[LinkRow, ...]:
    """Return the links of some statements, the newest first (inside another flow's session)."""
    found = session.find(PayLink, statement_id=[one.id for one in statements]) if statements else []
    if not found:
        return ()
    charges = session.find(CardCharge, link_id=[one.id for one in found])
    addresses = addresses_of(session, statements)
    return tuple(
        LinkRow(
            link,
            addresses.get(link.statement_id, "") if link.leads_to_a_bill(on=on) else "",
            paid_cents(link, charges),
            sum(one.cents for one in charges if one.link_id == link.id and one.state is CardState.ASKED),
            _standing(link, on=on),
        )
        for link in reversed(found)
    )


def _standing(link: PayLink, *, on: date) -> str:
    if link.state is not LinkState.STANDING:
        return link.state.value
    if link.is_locked:
        return "locked"
    return "standing" if on < link.until_on else "run_out"


def revoke_link(actor: Actor, link_id: int, *, on: date, reason: str) -> None:
    """Close a link: it opens nothing from now on, for whoever has it and whoever has opened it."""
    with enter(actor, P.STATEMENT_SEND) as session:
        take_turn(session)
        refuse_without_reason(reason)
        link = session.get(PayLink, link_id)
        if link.state is not LinkState.STANDING:
            raise refusal("PAY-01", "This link is closed already.", "Load the patient again.")
        closed = ended(link, LinkState.REVOKED, by=actor.name, why=reason.strip(), on=on)
        plan = Plan(on=on, records=(closed,), reads=reading(link))
        commit(session, plan, cause=cause(actor, "collect", reason))


def renew_link(actor: Actor, statement_id: int, *, on: date) -> PayLink:
    """Make a new link for the latest statement of a guarantor; the one that stood is closed."""
    with enter(actor, P.STATEMENT_SEND) as session:
        take_turn(session)
        if first_act(session, actor, PayLink) is not None:
            return session.find(PayLink, statement_id=statement_id)[-1]
        statement = session.get(Statement, statement_id)
        made = session.find(Statement, guarantor=key_of_answering(statement), order="stated_on, t.id")
        if made[-1].id != statement.id:
            raise refusal("PAY-02", "A later statement was made.", "Make the link of that one anew.")
        plan = links_for(session, [statement], on=on)
        if plan.is_empty:
            why = "No pay page is set up here."
            raise refusal("PAY-03", why, "Name its address in ALMONER_PAY_ADDRESS.")
        commit(session, plan, cause=cause(actor, "collect", "a pay link is made anew"))
        return next(one for one in plan.records if isinstance(one, PayLink) and one.version == 1)
