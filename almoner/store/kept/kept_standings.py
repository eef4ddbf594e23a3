"""Where payers stood with the practice some weeks ago, kept in the night, so that what settles over several
payments is followed from there.

Promises that it is told only while the payments through that day are the very ones that it was made from;
`verify` follows them again.
"""

from dataclasses import dataclass
from datetime import date

from almoner.core.collect.standings import Standings, standings
from almoner.core.remit import RemittanceState
from almoner.core.remit.recoupment import OpenPair, Paid, Standing, TakebackAct
from almoner.store.codec import decode, encode
from almoner.store.load import repaid_deferrals, settling
from almoner.store.session import Ask, Session


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair with its payment, as it is written."""

    code: str
    reference: str
    cents: int
    of: Paid
    number: int


@dataclass(frozen=True, slots=True)
class _Stand:
    payer_id: int
    open: tuple[_Pair, ...]
    taken: tuple[_Pair, ...]


@dataclass(frozen=True, slots=True)
class _Body:
    stands: tuple[_Stand, ...]
    said: tuple[tuple[int, int], ...]


_PRINT = """
SELECT count(*), coalesce(bit_xor(hashint8extended(id, version)), 0) FROM remittance
WHERE practice_id = %s AND state = %s AND settling IS NOT NULL AND paid_on <= %s
"""
"""What payments are known by: which there are, each in its version."""


def count(session: Session, through_on: date) -> Standings:
    """Follow all payments through a day, with what people have said of them."""
    acts, back = Ask(TakebackAct), repaid_deferrals()
    found = session.gather(acts, back)
    history = settling(session, through=through_on)
    return standings(history, found.of(acts), found.of(back), through_on=through_on)


def keep(session: Session, found: Standings) -> None:
    """Keep where payers stood, in place of what was kept before. The caller has the practice's turn since it
    counted.
    """
    sql = """
    INSERT INTO kept_standing (practice_id, through_on, payments, print, body) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (practice_id) DO UPDATE SET through_on = excluded.through_on, payments = excluded.payments,
      print = excluded.print, body = excluded.body
    """
    stands = tuple(_written(payer_id, each) for payer_id, each in found.payers.items())
    body = encode(_Body(stands, tuple(sorted(found.said)))).decode()
    session.rows(sql, session.practice_id, found.through_on, *_print(session, found.through_on), body)


def kept(session: Session) -> Standings | None:
    """Return what was kept last; None where a payment through that day came, went or changed since."""
    sql = "SELECT through_on, payments, print, body FROM kept_standing WHERE practice_id = %s"
    rows = session.rows(sql, session.practice_id)
    if not rows:
        return None
    through_on, *printed, body = rows[0]
    if tuple(printed) != _print(session, through_on):
        return None
    told = decode(_Body, body)
    return Standings(through_on, {one.payer_id: _read(one) for one in told.stands}, frozenset(told.said))


def differs(session: Session) -> list[int]:
    """Return the payers with whom what is kept stands otherwise than their payments say."""
    told = kept(session)
    if told is None:
        return []
    acts, back = Ask(TakebackAct), repaid_deferrals()
    found = session.gather(acts, back)
    if not told.holds(found.of(acts), found.of(back)):
        return []
    said = {one for one, _ in told.said}
    made = standings(
        settling(session, through=told.through_on),
        [one for one in found.of(acts) if one.id in said],
        [one for one in found.of(back) if one.id in said],
        through_on=told.through_on,
    )
    payers = sorted({*told.payers, *made.payers})
    return [one for one in payers if _plain(told.payers.get(one)) != _plain(made.payers.get(one))]


def _plain(one: Standing | None) -> _Stand:
    return _written(0, one or Standing())


def _print(session: Session, through_on: date) -> tuple[int, int]:
    state = RemittanceState.POSTED.value
    ((payments, print_),) = session.rows(_PRINT, session.practice_id, state, through_on)
    return payments, print_


def _written(payer_id: int, one: Standing) -> _Stand:
    return _Stand(payer_id, tuple(map(_pair, one.open)), tuple(map(_pair, one.taken)))


def _pair(one: OpenPair) -> _Pair:
    """A pair without the others of its payment, which it is no longer followed by."""
    of = one.of
    paid = Paid(of.id, of.version, of.payer_id, of.payer_number, of.trace, of.paid_on, of.received_on, ())
    return _Pair(one.code, one.reference, one.cents, paid, one.number)


def _read(one: _Stand) -> Standing:
    return Standing([_open(each) for each in one.open], [_open(each) for each in one.taken])


def _open(one: _Pair) -> OpenPair:
    return OpenPair(one.code, one.reference, one.cents, one.of, one.number)
