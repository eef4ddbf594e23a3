"""What only an institutional claim tells of a visit, written beside the claim's findings or with a correction
(inside another flow's session).
"""

from dataclasses import replace

from almoner.core.chart import Visit
from almoner.core.chart.institutional import InstitutionalVisit, check_institutional_visit
from almoner.core.party import Provider
from almoner.flow.refused import refusal, refuse_if
from almoner.store.session import NotFound, Session


def told_anew(session: Session, visit: Visit, wanted: InstitutionalVisit | None) -> Visit:
    """Return the visit as it tells what is wanted, of the same version; the visit itself where it tells that
    already. Refused where a code has another shape, and where nobody known operated.
    """
    if wanted is None or wanted == visit.institutional:
        return visit
    refuse_if(check_institutional_visit(wanted))
    if wanted.operating_id:
        try:
            session.get(Provider, wanted.operating_id)
        except NotFound:
            why = "The practice knows no such provider."
            raise refusal("INS-08", why, "Choose one of the list.") from None
    return replace(visit, institutional=wanted)
