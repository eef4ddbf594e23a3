"""An order that Medicare may not pay, with its notice prepared for the desk."""

from almoner.core.chart.advance_notice import AdvanceNotice
from almoner.core.chart.entry import Entry
from almoner.core.chart.nouns import AnyNoun
from almoner.core.chart.order import Order, OrderSort
from almoner.core.chart.shape import Coding, Concept, Moment
from almoner.core.chart.systems import CPT, ICD10CM
from almoner.flow.access import office
from almoner.flow.code.advance_order import prepare_for_order
from almoner.flow.visit import chart
from tests.web.shelf import Shelf


def order_of(shelf: Shelf, patient_id: int) -> AnyNoun:
    """Order a screening test that comes too soon."""
    draft = Order(
        0,
        Entry(patient_id, author_id=shelf.provider.id),
        Concept("Stool test", (Coding(CPT, "82270"),)),
        OrderSort.LABORATORY,
        Moment.of(shelf.on),
        reasons=(Concept("Screening", (Coding(ICD10CM, "Z12.11"),)),),
    )
    (made,) = chart.record(office(shelf.practice_id), [draft], on=shelf.on)
    return made


def ordered(shelf: Shelf, patient_id: int) -> AdvanceNotice:
    """The same, with its notice prepared for the desk."""
    order = order_of(shelf, patient_id)
    return prepare_for_order(office(shelf.practice_id), patient_id, order.id, on=shelf.on)
