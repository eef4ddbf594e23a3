"""The pages of X12: guides, what of them is covered, and every rule that a file is checked by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reference_page import code, page, table

if TYPE_CHECKING:
    from almoner.core.x12.faults import Fault
    from almoner.core.x12.rule import Rule

Row = tuple[object, ...]
HEAD = ("rule", "level", "severity", "where", "999", "277CA", "what it says, and the mend", "source")
ABOUT_RULES = """
An id is never used twice. `999` is the code that an acknowledgement of syntax carries (scopes:
`interchange` the TA1, `group` AK9, `set` IK5, `segment` IK3, `element` IK4), `277CA` category, status
and entity where the rule has its own. Without a code a rule rejects nothing in a 999. `{what}` is the
place in the guide's own words.
""".strip()
ABOUT_TABLES = """
Three rules of the field have no row here, because the guides' tables tell them already (`G-EL-20`,
`G-EL-22`, `G-SEG-04`): E-03, an inquiry asks by service type or by procedure; E-04, who is the
subscriber and who isn't (INS01 and INS02 by level); S-06, a line of a status answer has a status of its
own.
""".strip()
ABOUT_ECHOES = """
`almoner x12 explain ACK --original FILE` holds an answer against what it answers; these can't be seen in
one file alone.
""".strip()
ABOUT_CODES = """
Level 5. A list that is loaded decides whether a code exists and holds on the day of service; without one
the form of the code (and its check digit) decides.
""".strip()
ABOUT_COVERAGE = """
Every loop and segment of the guides, with the elements that each uses. All are read, checked, named and
written by the same tables. *Tested* counts the elements and components that the sample files and the
files of the tests fill; `almoner x12 coverage --json` lists them one by one.
""".strip()


def x12_guides() -> str:
    """The page of guides."""
    from almoner.core.x12.guides import NAMES, named

    rows = []
    for name in NAMES:
        guide = named(name).guide
        loops = list(guide.root.loops())
        segments = sum(1 for loop in loops for _ in loop.segments())
        rules = len(named(name).rules.rules)
        rows.append((code([name]), guide.id, guide.set_id, guide.functional_id, len(loops), segments, rules))
    head = ("guide", "version (GS08)", "set (ST01)", "group (GS01)", "loops", "segments", "rules")
    about = "The implementation guides that files are checked by. A TA1 stands in the envelope and has none."
    return page("X12 guides", about, table(head, rows))


def x12_rules() -> str:
    """The page of all rules."""
    from almoner.core.x12.faults import FAULTS
    from almoner.core.x12.faults_guide import GUIDE_FAULTS

    return page(
        "X12 rules",
        "What `almoner x12 check` knows of a file.",
        ABOUT_RULES,
        "## Grammar and envelopes",
        table(HEAD, _faults(FAULTS)),
        "## Tables of the guides",
        table(HEAD, _faults(GUIDE_FAULTS)),
        "## Balances and situations",
        ABOUT_TABLES,
        table(HEAD, _of_guides()),
        "## Codes",
        ABOUT_CODES,
        table(HEAD, _codes()),
        "## Answers beside what they answer",
        ABOUT_ECHOES,
        table(HEAD, _echoes()),
        "## Lines of service and payers",
        "Levels 6 and 7, asked for by `--payer`: the cards in `almoner/policy/companions`.",
        table(HEAD, _cards()),
    )


def _faults(faults: dict[str, Fault]) -> Iterator[Row]:
    for name, one in faults.items():
        words = f"{one.message} {one.hint}".strip()
        yield code([name]), one.snip, one.severity, one.scope, one.code, "", words, ""


def _of_guides() -> list[Row]:
    """A row a rule; those that several guides share name all of them."""
    from almoner.core.x12.guides import NAMES, named

    found: dict[str, tuple[Rule, list[str]]] = {}
    for name in NAMES:
        for rule in named(name).rules.rules:
            found.setdefault(rule.id, (rule, []))[1].append(name)
    return [_rule(rule, ", ".join(guides)) for _, (rule, guides) in sorted(found.items())]


def _rule(rule: Rule, where: str) -> Row:
    words = f"{rule.message} {rule.hint}".strip()
    loops = f"{where}: {' '.join(rule.loops)}" if rule.loops else where
    return code([rule.id]), rule.snip, rule.severity, loops, rule.code_999, rule.csc_277, words, rule.source


def _codes() -> Iterator[Row]:
    from almoner.core.x12.code_rules import DOTTED, RULES

    seen: set[str] = set()
    for rule in (*RULES.values(), DOTTED):
        if rule.id not in seen:
            seen.add(rule.id)
            yield _rule(rule, "codes")


def _echoes() -> Iterable[Row]:
    from almoner.core.wire.echoes import BENEFITS, STATUS
    from almoner.core.wire.echoes_acknowledged import GROUP, NUMBERS, TRACES

    where = {BENEFITS: "271", STATUS: "277", TRACES: "277CA", NUMBERS: "277CA", GROUP: "999"}
    return [_rule(rule, guide) for rule, guide in where.items()]


def _cards() -> Iterator[Row]:
    from almoner.cli.x12_cards import companions

    for card in companions():
        for rule in card.rules:
            place = f"{card.guide}: {rule.loop} {rule.segment} {rule.element}".strip()
            words = f"{rule.message} {rule.mend}"
            name = code([f"L{rule.level}-{rule.id}"])
            yield name, rule.level, rule.severity, f"{card.name}, {place}", "", "", words, rule.source


def x12_coverage() -> str:
    """The page of coverage."""
    from almoner.cli.x12_coverage import covered

    parts: dict[str, list[Row]] = {}
    totals: dict[str, list[int]] = {}
    for one in covered():
        places = [place for place, _ in one.places]
        seen = sum(place in one.tested for place in places)
        sums = totals.setdefault(one.guide, [0, 0, 0, 0])
        for at, more in enumerate((1, bool(one.tested), len(places), seen)):
            sums[at] += more
        parts.setdefault(one.guide, []).append(
            (one.loop, one.segment, one.name.replace("_", " "), one.usage, len(places), seen or "")
        )
    head = ("loop", "segment", "name", "usage", "elements supported", "tested")
    sums_head = ("guide", "segments supported", "tested", "elements supported", "tested")
    sections = [text for guide, rows in parts.items() for text in (f"## {guide}", table(head, rows))]
    about = "Which parts of the guides are supported and tested."
    totals_rows = ((code([guide]), *sums) for guide, sums in totals.items())
    return page("X12 coverage", about, ABOUT_COVERAGE, table(sums_head, totals_rows), *sections)
