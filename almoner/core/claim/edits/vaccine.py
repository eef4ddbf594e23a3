"""Kind `vaccine`: a vaccine and its administration stand together. Params: `vaccines`, `administrations`,
`first` (those that begin one), and `families`, each `administration=vaccine vaccine ...`, which the payer
wants.
"""

from collections.abc import Iterable

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared
from almoner.core.claim.edits.sheet import sent_before
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card


def prepare(card: Card) -> Prepared:
    """Judge both ways, with what was sent before for the day."""
    vaccines, givings = CodeRange(card.words("vaccines")), CodeRange(card.words("administrations"))
    first = CodeRange(card.words("first"))
    families = []
    for word in card.words("families", ()):
        giving, _, codes = word.partition("=")
        families.append((giving, CodeRange(codes.split())))

    def fault(line: ClaimLine, codes: set[str]) -> str:
        if line.code in vaccines:
            wanted = next((giving for giving, family in families if line.code in family), "")
            is_given = wanted in codes if wanted else any(code in givings for code in codes)
            return "" if is_given else f"no administration{f' {wanted}' if wanted else ''}"
        family = next((family for giving, family in families if giving == line.code), vaccines)
        return "" if any(code in family for code in codes) else "no vaccine of its own"

    def judge(facts: Facts) -> Iterable[Hit]:
        asked = [
            (number, line)
            for number, line in enumerate(facts.revision.lines, 1)
            if line.code in vaccines or line.code in first
        ]
        if not asked:
            return NOTHING
        found = []
        for number, line in asked:
            row = fault(line, _of_day(facts, line))
            if row:
                found.append(Hit(number, f"{line.code}: {row}"))
        return found

    return Prepared(judge, about=CodeRange((*card.words("vaccines"), *card.words("first"))))


def _of_day(facts: Facts, line: ClaimLine) -> set[str]:
    on = line.service_on
    own = {other.code for other in facts.revision.lines if other.service_on == on}
    return own | {sent.code for sent in sent_before(facts, (on,))}
