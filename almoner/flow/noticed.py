"""What the advance notices of patients say, for whoever charges, judges or posts; called inside a flow."""

from collections import defaultdict
from collections.abc import Iterable

from almoner.core.chart.advance_notice import AdvanceNotice, ItemNotice, NoticeState, standing
from almoner.store.session import Ask, Session

IN_FORCE = [NoticeState.PREPARED.value, NoticeState.SIGNED.value]


def notices_asked(patient_ids: Iterable[int]) -> Ask[AdvanceNotice]:
    """Ask for the notices of patients that were not withdrawn."""
    return Ask(AdvanceNotice, {"patient_id": list(set(patient_ids)), "state": IN_FORCE})


def by_patient(notices: Iterable[AdvanceNotice]) -> dict[int, tuple[ItemNotice, ...]]:
    """Return what notices say, by patient."""
    kept: dict[int, list[AdvanceNotice]] = defaultdict(list)
    for one in notices:
        kept[one.patient_id].append(one)
    return {patient_id: standing(own) for patient_id, own in kept.items()}


def noticed(session: Session, patient_ids: Iterable[int]) -> dict[int, tuple[ItemNotice, ...]]:
    """Return what the notices of patients say, by patient."""
    asked = notices_asked(patient_ids)
    return by_patient(session.gather(asked).of(asked))
