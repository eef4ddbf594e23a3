"""What the orders of a visit lack beside its note: a reason that carries them, the side that it says."""

from collections.abc import Iterator

from almoner.core.chart.order import Order, OrderState
from almoner.core.chart.template import Must
from almoner.core.coding.mention import Mention, Side
from almoner.core.coding.note import Note
from almoner.core.coding.shortfall import Shortfall
from almoner.core.coding.words import stems_of

_SIDES = {"right": Side.RIGHT, "left": Side.LEFT, "rt": Side.RIGHT, "lt": Side.LEFT}
_GONE = frozenset({OrderState.CANCELLED, OrderState.FAILED})
_EMPTY = frozenset("the a an of and with without for views view x ray xray mri ct us two three".split())


def of_orders(note: Note, orders: tuple[Order, ...]) -> Iterator[Shortfall]:
    """All that the standing orders lack."""
    for order in orders:
        if order.status in _GONE:
            continue
        if not order.reasons and not order.reason_ids:
            says = "An order has no diagnosis that can carry it."
            mend = "Choose one, or have the patient sign that it may not be paid."
            yield Shortfall(f"order/{order.id}/reason", says, mend, Must.BEFORE_CLAIM)
        yield from _sided(note, order)


def _sided(note: Note, order: Order) -> Iterator[Shortfall]:
    words = set(stems_of(order.concept.words))
    wanted = {_SIDES[word] for word in words & set(_SIDES)}
    if len(wanted) != 1:
        return
    about = words - set(_SIDES) - _EMPTY
    sided = [
        each for each in note.mentions if each.side in {Side.RIGHT, Side.LEFT} and _shares(note, each, about)
    ]
    if sided and all(each.side not in wanted for each in sided):
        says = "The order says one side and the note the other."
        spans = (sided[0].span,)
        yield Shortfall(
            f"order/{order.id}/side", says, "Correct the one that is wrong.", Must.BEFORE_CLAIM, spans
        )


def _shares(note: Note, mention: Mention, about: set[str]) -> bool:
    sentence = note.reading.sentences[mention.sentence]
    return bool(about & {token.stem for token in note.reading.words(sentence)})
