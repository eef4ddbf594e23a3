"""Payments that a person undoes as a unit, on the books in memory, where the product lets it."""

import random
from collections.abc import Iterator

from almoner.cli.bench.money_books import MoneyBooks
from almoner.core.denial import Denial
from almoner.core.denial.undo import undo_denials
from almoner.core.ledger import Posting, Reason
from almoner.core.plan import join
from almoner.core.remit import Remittance, RemittanceState
from almoner.core.remit.undo import Batch, NotTogether, lines_taken_back, posted_since, undo


def reverse(books: MoneyBooks, chance: random.Random) -> bool:
    """A posted payment is undone as a unit, where no later one stands in its way."""
    posted = [one for one in books.all(Remittance).values() if one.state is RemittanceState.POSTED]
    if not posted:
        return False
    remittance = chance.choice(posted)
    if any(one.key.startswith("suspense:") for one in books.of_remittance[remittance.id]):
        return False  # a part of it is a patient's by now: POST-08
    if any(_is_given_back(books, one) for one in books.of_remittance[remittance.id]):
        return False  # a part of it goes back to its payer: POST-11
    if any(_was_laid_with(books, remittance.id)):
        return False  # a decision that had waited was laid with it: POST-12
    batch = _batch(books, remittance)
    if any(books.owed[claim.id].next_id for claim in batch.claims):
        return False  # a later payer's claim was built on it: POST-04
    told = {advice.id for advice in books.advices[remittance.id]}
    denials = [one for one in books.all(Denial).values() if one.advice_id in told]
    try:
        plan = join([undo(batch, on=books.on), undo_denials(denials, on=books.on)], on=books.on)
    except NotTogether:
        return False
    books.commit(plan)
    return True


def _was_laid_with(books: MoneyBooks, remittance_id: int) -> Iterator[bool]:
    """What would stand of other payments' decisions that were laid when this one was posted."""
    entry = books.posted_in[remittance_id]
    for key, posting in books.postings.items():
        about = posting.subject
        is_of_file = key.startswith("era:") and not posting.reverses
        if books.entry_of[key] == entry and about.line_id and is_of_file:
            undoing = books.undone_by.get(key)
            is_gone = undoing is not None and undoing.subject.remittance_id != remittance_id
            yield about.remittance_id not in (0, remittance_id) and not is_gone


def _is_given_back(books: MoneyBooks, posting: Posting) -> bool:
    is_refund = posting.reason is Reason.SUSPENSE_REFUNDED and not posting.reverses
    return is_refund and posting.key not in books.undone_by


def _batch(books: MoneyBooks, remittance: Remittance) -> Batch:
    own = [one for one in books.of_remittance[remittance.id] if one.reason.value != "deposit_cash"]
    reversing = []
    for posting in own:
        undoing = books.undone_by.get(posting.key)
        while undoing is not None:
            reversing.append(undoing)
            undoing = books.undone_by.get(undoing.key)
    advices = books.advices[remittance.id]
    touched = {one.subject.claim_id for one in own} | {one.claim_id for one in advices}
    told = {advice.id for advice in advices}
    denials = {one.id for one in books.all(Denial).values() if one.advice_id in told}
    about = {remittance.id, *told}
    tasks = [
        task for task in books.work.values() if task.claim_id in touched - {0} or task.subject_id in about
    ]
    claims = [books.owed[claim_id].claim for claim_id in sorted(touched - {0})]
    taken = lines_taken_back(own)
    of_lines = [one for one in books.postings.values() if one.subject.line_id in taken] if taken else []
    later, subjects = posted_since(own, of_lines), frozenset({*told, *denials})
    return Batch(remittance, own, reversing, claims, tasks, subjects=subjects, later=later)
