"""Kind `coverage_article`: a coverage article of the state lists the code, and the line's diagnoses don't
pass it. Params: `fault`: not_covered (none is covered), excluded (one is on the list of those not covered),
no_notice (either, and no notice is on file); `cleared_by` (modifiers that tell the decision); `notices`
(kinds of documents).
"""

from collections.abc import Iterable
from datetime import date

from almoner.core.claim.edits.diagnosis_book import pointed
from almoner.core.claim.edits.kind import NOTHING, Hit, Prepared, Unjudged
from almoner.core.claim.edits.sheet import cite, missing, most, rows_at
from almoner.core.claim.facts import Facts
from almoner.core.claim.revision import ClaimLine
from almoner.core.rules import Card, CardError
from almoner.core.rules.releases import Choice, Tables
from almoner.core.rules.tables import CodeRow, CodeTable

Told = tuple[Hit | Unjudged, ...]
FAULTS = ("not_covered", "excluded", "no_notice")


def prepare(card: Card, tables: Tables) -> Prepared:
    """Without an article nothing is said. Which diagnosis group serves which code group is prose, so a
    diagnosis of any covered group passes; of several articles one that passes is enough.
    """
    fault, cleared_by = card.text("fault"), frozenset(card.words("cleared_by", ()))
    notices = frozenset(card.words("notices", ()))
    if fault not in FAULTS:
        raise CardError(f"card {card.id}: params.fault is one of {', '.join(FAULTS)}")

    def told(facts: Facts, number: int, line: ClaimLine) -> Told:
        choice = tables.codes("mcd").at(line.service_on)
        if choice is None or choice.is_later:
            return (Unjudged(missing("mcd", choice)),)
        listing = _articles(choice, line.code, line.service_on)
        state = _state(facts)
        if listing and not state:
            return (Unjudged("the state of the service is not given"),)
        articles = sorted({row.get("article") for row in listing if state in row.get("states").split()})
        codes = pointed(facts, line)
        row = _row(choice, articles, codes, line, fault)
        return (Hit(number, row, cite("coverage database", choice), most(choice)),) if row else NOTHING

    def judge(facts: Facts) -> Iterable[Hit | Unjudged]:
        if fault == "no_notice" and not notices.isdisjoint(facts.documents):
            return NOTHING
        found: Told = NOTHING
        for number, line in enumerate(facts.revision.lines, 1):
            if cleared_by.isdisjoint(line.modifiers):
                found += told(facts, number, line)
        return found

    return Prepared(judge, ("documents",) if fault == "no_notice" else ())


def _articles(choice: Choice[CodeTable], code: str, on: date) -> list[CodeRow]:
    return [row for row in rows_at(choice, code, on) if row.get("states")]


def _state(facts: Facts) -> str:
    """Where the service was done: the facility, else the practice."""
    for party in (facts.revision.facility, facts.revision.billing):
        if party and party.address and party.address.state:
            return party.address.state
    return ""


def _row(
    choice: Choice[CodeTable], articles: list[str], codes: list[str], line: ClaimLine, fault: str
) -> str:
    """The article that fails, with its row; empty where the line passes."""
    barred, lacking = "", ""
    for article in articles:
        rows = [row for code in codes for row in rows_at(choice, article + code, line.service_on)]
        excluded = [row for row in rows if row.get("is_covered") == "0"]
        covered = [row for row in rows if row.get("is_covered") == "1"]
        if excluded:
            barred = barred or f"{line.code}: article {article} excludes {excluded[0].code[len(article) :]}"
        elif _is_enough(covered) or not _has_covered(choice, article, line.service_on):
            return "" if fault != "excluded" else barred
        else:
            lacking = lacking or f"{line.code}: article {article} covers none of the line's diagnoses"
    return {"excluded": barred, "not_covered": lacking, "no_notice": barred or lacking}[fault]


def _is_enough(covered: list[CodeRow]) -> bool:
    """One diagnosis, or two of different groups where each stands only with another."""
    if any(not row.get("is_with_another") for row in covered):
        return True
    return len({row.get("group") for row in covered}) > 1


def _has_covered(choice: Choice[CodeTable], article: str, on: date) -> bool:
    """The article lists covered diagnoses at all."""
    found = (row for part in choice.parts for row in part.starting_with(article))
    return any(
        row.get("is_covered") == "1"
        and row.covers(on)
        and row.code[len(article)].isalpha()  # a longer number
        for row in found
    )
