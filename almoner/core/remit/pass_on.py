"""Moves the share that a payer left to whoever answers for it now: the next payer, or the patient where none
pays after. A move stays an effect of the payer's decision: taking that back takes the move back too.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from almoner.core.ledger import Account, Posting, Reason, account_name, ranked
from almoner.core.remit.desk import Book

SHARES = frozenset({Reason.PATIENT_SHARE, Reason.NEXT_PAYER})
PATIENT = "PR"
MOVED = ":p"
"""What the key of a move adds to that of the share; moves of one share are counted from 1."""


def pass_on(book: Book, *, on: date) -> tuple[Posting, ...]:
    """Return the postings that bring each standing share of a claim's decision where it belongs now.

    A share moves whole. One that the next payer has begun to settle stays, and so does what a payer paid to
    the patient.
    """
    following = book.next_coverage
    wanted = ranked(Account.PAYER_AR, following.rank) if following else Account.PATIENT_AR.value
    standing = _standing(book)
    left = Counter(book.balances)
    moves = []
    for key, posting in standing.items():
        if MOVED in key or posting.group != PATIENT or posting.reason not in SHARES:
            continue
        count = sum(other.startswith(key + MOVED) for other in standing)
        last = standing.get(f"{key}{MOVED}{count}", posting)
        place = (posting.subject.line_id, last.debit)
        is_whole = account_name(last.debit) is Account.PATIENT_AR or left[place] >= posting.cents
        if last.debit != wanted and is_whole:
            left[place] -= posting.cents
            other_id = following.payer_id if following else last.subject.other_payer_id
            share = replace(posting, subject=replace(posting.subject, other_payer_id=other_id))
            moves.append(_move(share, last.debit, wanted, number=count + 1, on=on))
    return tuple(moves)


def _standing(book: Book) -> dict[str, Posting]:
    """The claim's own postings that nobody has undone, by key, those that leave its payer's receivable."""
    gone = {posting.reverses for posting in book.posted}
    own = ranked(Account.PAYER_AR, book.claim.rank)
    return {
        posting.key: posting
        for posting in book.posted
        if not posting.reverses
        and posting.key not in gone
        and (posting.credit == own or MOVED in posting.key)
    }


def _move(share: Posting, holder: str, wanted: str, *, number: int, on: date) -> Posting:
    is_between_payers = account_name(holder) is account_name(wanted)
    return replace(
        share,
        debit=wanted,
        credit=holder,
        reason=Reason.NEXT_PAYER if is_between_payers else Reason.PATIENT_SHARE,
        effective_on=on,
        key=f"{share.key}{MOVED}{number}",
    )
