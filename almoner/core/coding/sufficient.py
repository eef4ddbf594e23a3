"""Whether a note shows what its visit needs, before signing and before a claim (handbook, coding 2.3, 2.5).
Pure: what it finds is shown beside the note while it is written. Nothing here ever stops a signature; what is
marked `before claim` holds the claim, with the provider as its owner.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from almoner.core.chart.immunization import Immunization
from almoner.core.chart.medication import Administration
from almoner.core.chart.note import OWN, Care, CareRole, Carried
from almoner.core.chart.order import Order
from almoner.core.chart.render import Answers, is_asked, said
from almoner.core.chart.template import Must, Template
from almoner.core.coding.documentation import Documentation
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.sufficient_orders import of_orders
from almoner.core.coding.sufficient_problems import of_problems
from almoner.core.coding.sufficient_services import Record, of_services
from almoner.core.coding.sufficient_text import is_fixed_attestation, of_text
from almoner.core.coding.suggest import Answer

__all__ = ["Around", "Shortfall", "sufficient"]
_WHEN = {Must.BEFORE_CLAIM: 0, Must.AT_SIGNING: 1, Must.NEVER: 2}


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside a note's text. `own` are the sections that have words of the author's own,
    `before` is the author's last note of the patient, `sex` F or M where it is known.
    """

    template: Template | None = None
    answers: Answers = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    care: Care = OWN
    carried: tuple[Carried, ...] = ()
    orders: tuple[Order, ...] = ()
    administrations: tuple[Administration, ...] = ()
    immunizations: tuple[Immunization, ...] = ()
    before: str = ""
    sex: str | None = None
    attestations: tuple[str, ...] = ()


def sufficient(answer: Answer, around: Around, card: Documentation) -> tuple[Shortfall, ...]:
    """What the note of an answer lacks: what a claim waits for first, then in the order of the text."""
    proofs = proofs_of(around.template, around.answers)
    record = Record.of(around.administrations, around.immunizations)
    found = [
        *of_template(around.template, around.answers, around.own),
        *of_problems(answer, around.sex),
        *of_services(answer.note, card, proofs=proofs, record=record),
        *of_orders(answer.note, around.orders),
        *of_care(around.care),
        *of_attestations(around.attestations, card),
        *of_text(answer.note.reading, card, before=around.before, carried=around.carried),
    ]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: (_WHEN[each.must], each.evidence[:1] or ((1 << 60, 0),))))


def proofs_of(template: Template | None, answers: Answers) -> frozenset[str]:
    """The evidence that a template's answers give."""
    fields = template.fields if template else ()
    return frozenset(
        proof
        for each in fields
        if said(answers, each.id) and is_asked(each, answers)
        for proof in each.proves
    )


def of_template(
    template: Template | None, answers: Answers, own: frozenset[str] = frozenset()
) -> Iterator[Shortfall]:
    """Questions of the template that want an answer and have none. What only a signature asks for, whatever
    the visit, is answered by the author's own words in its section: the note is read for what it lacks.
    """
    for section in template.sections if template else ():
        for each in section.fields:
            if each.must is Must.NEVER or not is_asked(each, answers) or said(answers, each.id):
                continue
            if each.must is Must.AT_SIGNING and each.when is None and section.name in own:
                continue
            yield Shortfall(f"template/{each.id}", f"{each.ask}: not answered.", "Answer it.", each.must)


def of_care(care: Care) -> Iterator[Shortfall]:
    """A service under another clinician's name says who that was, and what they were present for."""
    if care.role is CareRole.OWN:
        return
    if not care.supervising_id:
        says = "The service stands under another clinician's name, and nobody is named."
        yield Shortfall("care/who", says, "Choose who that was.", Must.BEFORE_CLAIM)
    if not care.presence.strip():
        yield Shortfall("care/presence", _PRESENCE[care.role], "Say it in a sentence.", Must.BEFORE_CLAIM)


def of_attestations(texts: tuple[str, ...], card: Documentation) -> Iterator[Shortfall]:
    """A second clinician says something of their own; a sentence that fits any visit is no attestation."""
    if any(is_fixed_attestation(text, card) for text in texts):
        says = "The second clinician's words are those of any visit."
        mend = "Add what you saw, did and decided yourself."
        yield Shortfall("care/attestation", says, mend, Must.BEFORE_CLAIM)


_PRESENCE = {
    CareRole.SUPERVISED: "Nobody says in what presence the service was supervised.",
    CareRole.INCIDENT_TO: "Nobody says who began the treatment, and who supervised it directly.",
    CareRole.SHARED: "Nobody says who did the larger part.",
    CareRole.TEACHING: "Nobody says in which key part the teaching physician was present.",
}
