"""An appeal's packet: its letter drafted from the records, previewed, and made again as it went out.

Reads only; sending is `flow.appeal`. The clinical note is not in it: billing sees of the chart what a claim
needs.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.denial import Denial
from almoner.core.denial.appeal import LONGEST_TEXT, Appeal
from almoner.core.denial.letters import LetterCard, card_for, read_cards
from almoner.core.party import Practice
from almoner.core.report.appeal_packet import Ground, Taken, draft, packet
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.by_hand import refuse_untold
from almoner.flow.follow.appeal import standings
from almoner.flow.policy import reasons
from almoner.flow.refused import refusal
from almoner.store.lists import lists_claim
from almoner.store.lists.lists_claim import AckRow
from almoner.store.session import Session

PROOF = "277CA"


@cache
def cards() -> tuple[LetterCard, ...]:
    """Return the letters of every kind of refusal and payer."""
    table = files("almoner").joinpath("policy", "appeals", "letters.toml")
    return read_cards(table.read_text(encoding="utf-8"))


def letter_of(session: Session, denial: Denial) -> tuple[str, str]:
    """Return the card and the text of the letter that would be written today (inside another flow's
    session).
    """
    ground = _ground(session, denial)
    card = card_for(cards(), category=denial.category, payer_kind=ground.revision.payer.payer_kind)
    return card.name, draft(ground, card)


def preview(actor: Actor, denial_id: int, text: str, *, on: date) -> bytes:
    """Return the packet as it would go out today with this text."""
    with enter(actor, Permission.DENIAL_WORK) as session:
        if len(text) > LONGEST_TEXT:
            raise refusal("APL-01", f"A letter has at most {LONGEST_TEXT} signs.", "Shorten it.")
        denial = session.get(Denial, denial_id)
        refuse_untold(session, session.get(Claim, denial.claim_id), on=on)
        ground = _ground(session, denial)
    return _pdf(ground, text, on=on)


def packet_of(actor: Actor, denial_id: int, appeal_id: int, *, on: date) -> bytes:
    """Return the packet of an appeal as it went out, from its kept letter and the frozen records; Refused
    where no consent lets the payer be told of it any more.
    """
    with enter(actor, Permission.CLAIM_READ) as session:
        sent = next(iter(session.find(Appeal, id=appeal_id, denial_id=denial_id)), None)
        if sent is None or not sent.text:
            raise refusal(
                "APL-04", "No letter was written here for this appeal.", "Look where it was sent from."
            )
        denial = session.get(Denial, denial_id)
        refuse_untold(session, session.get(Claim, denial.claim_id), on=on)
        ground = _ground(session, denial, level=sent.name)
    return _pdf(ground, sent.text, on=sent.sent_on)


def _pdf(ground: Ground, text: str, *, on: date) -> bytes:
    from almoner.links.paper import appeal_pdf  # its compiler takes a while to load

    return appeal_pdf(packet(ground, text, on=on))


def _ground(session: Session, denial: Denial, *, level: str = "") -> Ground:
    """What the refusal rests on: the revision that was refused, the decision, and the acceptances."""
    decided = next(
        (one for one in lists_claim.advices(session, denial.claim_id) if one.advice.id == denial.advice_id),
        None,
    )
    versions = lists_claim.claim_versions(session, denial.claim_id)
    revisions = list(session.find(ClaimRevision, claim_id=denial.claim_id))
    (standing,) = standings(session, [denial])
    on = standing.decided_on
    return Ground(
        practice=session.get(Practice, session.practice_id),
        revision=_refused(revisions, on),
        denial=denial,
        decided_on=on,
        level=level or (standing.next_level.name if standing.next_level else "appeal"),
        label=reasons().label("carc", denial.carc) or "for a reason that our table has no words for",
        payer_control=versions[-1].claim.payer_control,
        advice=decided.advice if decided else None,
        trace=decided.trace if decided else "",
        taken=_taken(lists_claim.acknowledgements(session, denial.claim_id, versions)),
    )


def _refused(revisions: Sequence[ClaimRevision], on: date) -> ClaimRevision:
    """The latest revision that the payer could have decided on that day, else the first."""
    by_number = sorted(revisions, key=lambda one: one.number)
    return next((one for one in reversed(by_number) if one.built_on <= on), by_number[0])


def _taken(answers: Sequence[AckRow]) -> tuple[Taken, ...]:
    return tuple(
        Taken(one.form, one.received_on, one.payer_control)
        for one in answers
        if one.is_accepted and one.form == PROOF
    )
