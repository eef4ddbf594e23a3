"""Sample papers for claims: one set a claim, with documents as bytes and in base 64, sent on one's own or as
asked for. The same seed gives the same bytes."""

from base64 import b64encode

from almoner.core.wire.attachment_275 import (
    AttachmentPatient,
    AttachmentProvider,
    Attachments,
    ClaimPapers,
    Document,
    Papers,
    Payload,
    write_attachments,
)
from almoner.core.wire.form_codecs import Period
from almoner.core.wire.form_parties import Party, Reference, Specialty
from almoner.core.wire.sample_parties import (
    SENT_AT,
    SENT_ON,
    SamplePractice,
    address,
    envelope,
    firm_name,
    member,
    payers,
    person_name,
    phone,
    practice,
)
from almoner.core.wire.sample_values import TAXONOMIES, SampleValues
from almoner.core.wire.status_parts import Status
from almoner.core.wire.status_words import StatusCode

_ASKED_FOR = StatusCode("R4", "11506-3", "", "LOI")
_LINES = ("Seen for a cough of three days.", "Lungs are clear.", "Rest and fluids; back in two weeks.")


def write(guide_name: str, claims: int, seed: int) -> bytes:
    """A file with papers for so many claims."""
    assert guide_name == "275"
    values = SampleValues(seed)
    sender = practice(values)
    return write_attachments(
        [_attachments(sender, values) for _ in range(claims)], envelope=envelope(seed, "practice")
    )


def _attachments(sender: SamplePractice, values: SampleValues) -> Attachments:
    payer = values.chance.choice(payers())
    who = member(values)
    is_asked = values.chance.random() < 0.5
    on = values.day()
    return Attachments(
        "11" if is_asked else "02",
        f"D{values.number(9)}",
        SENT_ON,
        SENT_AT,
        payer=Party(firm_name("PR", payer.name, "PI", payer.number)),
        submitter=Party(
            firm_name("41", sender.name, "46", "SAMPLE1"), contacts=(phone(values, name="RECORDS"),)
        ),
        provider=AttachmentProvider(
            firm_name("1P", sender.name, "XX", sender.npi),
            Specialty("BI", "PXC", values.chance.choice(TAXONOMIES)),
            role="1P",
            street=sender.place.line1,
            address=address(sender.place),
        ),
        patient=AttachmentPatient(
            person_name("QC", who.patient, "MI", who.member_id),
            (Reference("EJ", f"S{values.number(7)}"), Reference("EA", f"M{values.number(6)}")),
            Period(on),
        ),
        papers=(_papers(values, is_asked=is_asked),),
    )


def _papers(values: SampleValues, *, is_asked: bool) -> ClaimPapers:
    note = "\n".join([f"Visit {values.number(6)}", *_LINES]).encode("ascii")
    payload = Payload(b64encode(note), "B64") if values.chance.random() < 0.3 else Payload(note)
    return ClaimPapers(
        "2" if is_asked else "1",
        f"W{values.number(9)}",
        statuses=(Status(_ASKED_FOR, SENT_ON),) if is_asked else (),
        papers=Papers(SENT_ON, "AE", "TX", "1", (Document("05", (payload,)),)),
    )
