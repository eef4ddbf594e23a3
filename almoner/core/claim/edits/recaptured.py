"""Kind `recaptured`: a condition of the problem list that counts for risk was not recorded this year. Params:
`model` (the column of the risk map).
"""

from collections.abc import Iterable

from almoner.core.claim.edits.diagnosis_book import bare
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, row_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.told import ListedProblem
from almoner.core.rules import Card
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeTable

UNKNOWN = (Unjudged("problems is not given"),)


def prepare(card: Card, tables: Tables) -> Prepared:
    """A condition counts as recorded where any of its risk group was, this year or on this claim."""
    model = card.text("model")

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        problems, lines = facts.told.problems, facts.revision.lines
        if problems is None:
            return UNKNOWN
        if not problems or not lines:
            return NOTHING
        on = max(line.service_on for line in lines)
        choice = tables.codes("hcc").at(on)
        if choice is None or choice.is_later:
            return (Unjudged(missing("hcc", choice)),)

        def group(code: str) -> str:
            row = row_at(choice, code, on)
            return row.values.get(model, "") if row else ""

        recorded = {group(bare(code)) for code in facts.revision.diagnoses}
        recorded |= {group(one.code) for one in problems if _is_of_year(one, on.year)}
        open_ones = {group(one.code): one.code for one in problems}
        return _hits(open_ones, recorded, choice)

    return Prepared(judge)


def _is_of_year(problem: ListedProblem, year: int) -> bool:
    return problem.recorded_on is not None and problem.recorded_on.year == year


def _hits(open_ones: dict[str, str], recorded: set[str], choice: Choice[CodeTable]) -> list[Hit]:
    """A hit for each group that nobody recorded; codes without a group have none to record."""
    source = cite("risk groups", choice)
    return [
        Hit(0, f"{code}: group {group}", source, most(choice))
        for group, code in sorted(open_ones.items())
        if group and group not in recorded
    ]
