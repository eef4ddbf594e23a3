"""Pictures of insurance cards: kept as they came, shown to those who care for the patient."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from almoner.core.coverage import Coverage
from almoner.core.coverage.card_image import LARGEST_BYTES, SIDES, CardImage, kind_of
from almoner.core.party import Practice
from almoner.core.plan import Plan, Record, reading
from almoner.core.wire.interchange import Interchange
from almoner.flow.access import Actor, Permission, cause, enter
from almoner.flow.once import first_act
from almoner.flow.refused import refusal
from almoner.store.commit import commit, take_turn
from almoner.store.session import Session


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as it was taken: of whose policy, which side, and its bytes."""

    patient_id: int
    coverage_id: int
    side: str
    picture: bytes


def keep_card_image(actor: Actor, shot: Shot, *, on: date) -> CardImage:
    """Keep a picture of a card. Refused where it is no PNG or JPEG of at most 6 MB, the side is none, or the
    policy is another patient's. The same bytes of a side are kept once.
    """
    with enter(actor, Permission.PATIENT_WRITE) as session:
        if (first := first_act(session, actor, CardImage)) is not None:
            return first
        kind = kind_of(shot.picture)
        if not kind or shot.side not in SIDES:
            why = f"The picture is no PNG or JPEG of at most {LARGEST_BYTES // 1024**2} MB."
            raise refusal("IMG-01", why, "Take it again.")
        coverage = session.get(Coverage, shot.coverage_id)
        if coverage.patient_id != shot.patient_id:
            raise refusal("IMG-02", "The policy is another patient's.", "Open the right patient.")
        take_turn(session)
        file, contents = _file(session, shot, on=on)
        if not contents and (kept := _kept(session, shot, file.id)) is not None:
            return kept
        image = CardImage(
            id=next(session.ids()),
            patient_id=coverage.patient_id,
            coverage_id=coverage.id,
            side=shot.side,
            picture_id=file.id,
            content_type=kind,
            taken_on=on,
            taken_by=actor.name,
        )
        records: tuple[Record, ...] = (file, image) if contents else (image,)
        plan = Plan(on=on, records=records, reads=reading(coverage))
        commit(session, plan, cause=cause(actor, "register", "a card's picture"), contents=contents)
        return image


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture and what they are."""

    content: bytes
    kind: str


def card_picture(actor: Actor, patient_id: int, image_id: int) -> Picture:
    """Return a picture of a patient's card; Refused where the patient has none of this number."""
    with enter(actor, Permission.PATIENT_READ) as session:
        found = session.find(CardImage, id=image_id, patient_id=patient_id)
        if not found:
            raise refusal("IMG-03", "The patient has no such picture.", "Open the registration again.")
        return Picture(session.content(found[0].picture_id), found[0].content_type)


def _kept(session: Session, shot: Shot, file_id: int) -> CardImage | None:
    """The picture of these very bytes that the side has already."""
    own = (shot.coverage_id, shot.side, file_id)
    found = session.find(CardImage, patient_id=shot.patient_id)
    return next((one for one in found if (one.coverage_id, one.side, one.picture_id) == own), None)


def _file(session: Session, shot: Shot, *, on: date) -> tuple[Interchange, Mapping[int, bytes]]:
    """The file of a picture, and its bytes where they are not kept yet."""
    sha256 = hashlib.sha256(shot.picture).hexdigest()
    kept = session.find(Interchange, direction="in", sha256=sha256, about="scan")
    if kept:
        return kept[0], {}
    practice = session.get(Practice, session.practice_id)
    file = Interchange(
        id=next(session.ids()),
        direction="in",
        name="scan: card",
        about="scan",
        sha256=sha256,
        size=len(shot.picture),
        control="",
        sender="",
        receiver=practice.submitter_id,
        exchanged_on=on,
        usage=practice.usage,
    )
    return file, {file.id: shot.picture}
