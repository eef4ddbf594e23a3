"""A refusal as a person looks at it: what the payer said, its levels of appeal with their windows, and what
came of those that were sent. Reads only.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.claim import Claim
from almoner.core.denial import Denial
from almoner.core.denial.appeal import Appeal, AppealState, Standing
from almoner.core.party import Patient
from almoner.core.rules.reasons import ReasonCode
from almoner.flow.access import Actor, Permission, enter
from almoner.flow.follow.appeal import standings
from almoner.flow.follow.appeal_packet import letter_of
from almoner.flow.follow.taught import Taught, taught_by
from almoner.flow.policy import reasons
from almoner.store.lists import lists
from almoner.store.lists.lists import Frame


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal with its claim, its patient, how it stands with the payer, and our word for why (`label`)."""

    frame: Frame
    denial: Denial
    claim: Claim
    patient: Patient
    standing: Standing
    label: str
    remarks: tuple[tuple[str, str], ...]
    card: str = ""
    letter: str = ""
    """The card and the text of the letter that the next level would get."""
    taught: Taught | None = None
    """What it has to teach who decides on codes."""

    @property
    def waiting(self) -> Appeal | None:
        """The appeal that waits for its answer."""
        return next((one for one in self.standing.appeals if one.state is AppealState.SENT), None)


def refusal_of(actor: Actor, denial_id: int, *, today: date) -> Refusal:
    """Return a refusal as it may be appealed."""
    with enter(actor, Permission.CLAIM_READ) as session:
        denial = session.get(Denial, denial_id)
        (standing,) = standings(session, [denial])
        known, on = reasons(), standing.decided_on
        reason = known.carc(denial.carc, on)
        remarks = tuple((code, _label(known.rarc(code, on))) for code in denial.remarks)
        claim = session.get(Claim, denial.claim_id)
        card, letter = letter_of(session, denial) if standing.next_level else ("", "")
        return Refusal(
            frame=lists.frame(session, on=today),
            denial=denial,
            claim=claim,
            patient=session.get(Patient, denial.patient_id),
            standing=standing,
            label=_label(reason),
            remarks=remarks,
            card=card,
            letter=letter,
            taught=taught_by(session, actor, denial, claim, on=today),
        )


def _label(known: ReasonCode | None) -> str:
    return (known.label if known else "") or "our table has no words for it"
