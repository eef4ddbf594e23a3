"""An order that Medicare may not pay, with its notice prepared for the desk."""

from almoner.core.chart.advance_notice import AdvanceNotice
from almoner.core.chart.entry import Entry
from almoner.core.chart.order import Order, OrderSort
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.chart.systems import CPT, ICD10CM
from almoner.flow import chart
from almoner.flow.access import office
from almoner.flow.advance_order import prepare_for_order
from tests.web.shelf import Shelf


def ordered(shelf: Shelf, patient_id: int) -> AdvanceNotice:
    """Order a screening test that comes too soon, and prepare its notice."""
    actor = office(shelf.practice_id)
    draft = Order(
        0,
        Entry(patient_id, author_id=shelf.provider.id),
        Concept("Stool test", (Coding(CPT, "82270"),)),
        OrderSort.LABORATORY,
        Moment.of(shelf.on),
        reasons=(Concept("Screening", (Coding(ICD10CM, "Z12.11"),)),),
    )
    (made,) = chart.record(actor, [draft], on=shelf.on)
    return prepare_for_order(actor, patient_id, made.id, on=shelf.on)
