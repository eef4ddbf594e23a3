"""Bills the payer behind one that is not asked, because nothing of the claim is covered there and the next
one says that it needs no refusal (837P 2320 AMT A8).
"""

from dataclasses import replace
from datetime import date

from almoner.core.claim import Claim, ClaimRevision
from almoner.core.claim.build import may_be_passed_over, past_payer
from almoner.core.claim.state import Event, after
from almoner.core.plan import Plan, join, reading
from almoner.flow.access import Actor, Permission, cause, enter, require
from almoner.flow.charge.charge import reassigned
from almoner.flow.claim.claim import folder_of, tasks_of
from almoner.flow.refused import refusal
from almoner.flow.scrub.folders import load_surroundings
from almoner.flow.scrub.gate import judge
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session

LONGEST_REASON = 500


def pass_over(actor: Actor, claim_id: int, *, on: date, reason: str) -> list[Claim]:
    """Build the claim to the payer behind this claim's, which is not asked, and withdraw this one. What was
    charged moves to that payer.

    Refused without a reason, where the payer has the claim, where one before has decided, and where nobody
    pays behind it.
    """
    require(actor, Permission.CLAIM_BUILD)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise refusal(
            "FOL-10", "A payer is passed over for a reason.", f"Say why in {LONGEST_REASON} characters."
        )
    with enter(actor, Permission.CLAIM_BUILD) as session:
        take_turn(session)
        claim = session.get(Claim, claim_id)
        if not may_be_passed_over(claim, session.get(ClaimRevision, claim.revision_id)):
            raise refusal(
                "FOL-11",
                "The payer has the claim, or one before it has decided.",
                "Wait for the answer, then bill the next payer.",
            )
        plan = _passed_over(session, claim, on=on, by=actor.name)
        commit(session, plan, cause=cause(actor, "follow", reason))
        return [one for one in plan.records if isinstance(one, Claim) and one.id != claim.id]


def _passed_over(session: Session, claim: Claim, *, on: date, by: str) -> Plan:
    folder = folder_of(session, claim)
    ids = session.ids()
    built = past_payer(folder, ids=ids, on=on)
    if not built:
        raise refusal(
            "FOL-12", "No policy pays behind this one.", "Correct the coverage, or bill the patient."
        )
    judged = judge(built, load_surroundings(session, [folder], built), ids=ids, on=on)
    behind = replace(folder, coverages=folder.coverages[folder.turn + 1 :], turn=0)
    moved = reassigned(session, [behind], on=on)
    done = [
        task.closed(by=by, outcome="the payer was passed over", on=on) for task in tasks_of(session, claim.id)
    ]
    gone = after(claim, Event.VOIDED, on=on, cause="the payer was passed over")
    withdrawn = Plan(on=on, records=(gone,), tasks=tuple(done), reads=reading(claim))
    return join([withdrawn, judged, moved], on=on)
