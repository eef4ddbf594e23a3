"""Kind `listed_drug`: a catch-all drug code is used although the drug's number has a code of its own. Params:
`codes` (catch-all codes).
"""

import re
from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.code_range import CodeRange
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.rules import Card
from almoner.core.rules.releases import Tables

_NUMBER = re.compile(r"(?:N4)?([0-9]{11}|[0-9]{5}-[0-9]{4}-[0-9]{2})(?: |$)")


def prepare(card: Card, tables: Tables) -> Prepared:
    """A line without an NDC, or with one that the crosswalk lacks, is not judged here."""
    catch_all = CodeRange(card.words("codes"))

    def told(number: int, drug: str, on: date) -> tuple[Hit | Unjudged, ...]:
        choice = tables.codes("ndc-hcpcs").at(on)
        if choice is None or choice.is_later:
            return (Unjudged(missing("ndc-hcpcs", choice)),)
        row = row_at(choice, drug, on)
        code = row.values.get("hcpcs", "") if row else ""
        if not code or code in catch_all:
            return NOTHING
        return (Hit(number, f"NDC {drug}: {code}", cite("NDC to HCPCS", choice), most(choice)),)

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        found: tuple[Hit | Unjudged, ...] = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            match = _NUMBER.match(line.ndc) if line.code in catch_all else None
            if match:
                found += told(number, match[1].replace("-", ""), line.service_on)
        return found

    return Prepared(judge, about=catch_all)
