"""Kind `first_diagnosis`: a diagnosis with a flag stands first on a line or on the claim. Params: `flag`."""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import bare, book_of
from almoner.core.claim.edits.kind import Hit, Prepared, Unjudged
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables


def prepare(card: Card, tables: Tables) -> Prepared:
    """What stands alone stands first."""
    flag = card.text("flag")
    book = book_of(tables)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        if silence := book.flag_silence(facts):
            return (Unjudged(silence),)
        found: list[Hit | Unjudged] = []
        for (code, on), lines in book.first(facts).items():
            if flag in book.flags(code, on):
                found += [Hit(number, f"{code}: {flag}", *book.cite(on)) for number in lines]
        revision = facts.revision
        if not found and revision.diagnoses and revision.lines:
            first, on = bare(revision.diagnoses[0]), revision.lines[0].service_on
            if flag in book.flags(first, on):
                found.append(Hit(0, f"{first}: {flag}", *book.cite(on)))
        return found

    return Prepared(judge)
