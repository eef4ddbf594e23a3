"""The pages of what is judged by: edits, adjustment codes, and refusals."""

import ast
import csv
import re
from collections import Counter

from reference_page import ROOT, code, flat, member_docs, page, table

ABOUT_EDITS = """
`reject` and `hold` stop a claim and give it an owner; `warn` and `info` only speak. Cards lie in
`almoner/policy/rules`; [how to add one](../howto/add-a-card.md).
""".strip()
ABOUT_CODES = """
The table lies in `almoner/policy/codes/adjustments.csv`, in our own words and dated. A number that is not in
it, or not in force on the day of the payer's decision, moves no money
([why](../concepts/remittances.md)).
""".strip()

ABOUT_REFUSALS = """
What a flow says when it changes nothing, and what to do. The parts in braces are filled in. `CLOSE-03` to
`CLOSE-09` are the pairs that must be equal at [the close of a day](../howto/close-the-day.md).
""".strip()
SHAPING = frozenset({"str", "dollars", "in_dollars", "capitalize", "isoformat", "join", "title", "value"})
NEAR_LINES = 6
"""How far above its refusal a sentence is written where a line is too short for both."""


def edits() -> str:
    """The page of cards."""
    from almoner.flow.policy import policy

    cards = sorted(policy().cards, key=lambda card: (card.edit, card.id))
    rows = []
    for card in cards:
        whom = ", ".join(sorted([*card.scope.payer_kinds, *card.scope.payers])) or "all payers"
        excepts = f"; excepts `{card.excepts}`" if card.excepts else ""
        days = f"{card.since} to {card.until}" if card.until else str(card.since)
        said = "does not apply" if card.is_off else card.message
        place = (code([card.edit]), code([card.id]), card.severity, card.kind, days)
        rows.append((*place, whom + excepts, said, card.source))
    cases = sum(len(card.trials) for card in cards)
    about = f"The {len(cards)} cards that a claim is judged by, with {cases} cases of their own."
    head = ("edit", "card", "severity", "kind", "since", "for", "what it says", "source")
    return page("Edits", about, ABOUT_EDITS, table(head, rows))


def adjustment_codes() -> str:
    """The page of groups, CARCs and RARCs, in short."""
    from almoner.core.rules.reasons import DEMANDS_REMARK, Standing

    text = (ROOT / "almoner" / "policy" / "codes" / "adjustments.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    carcs = [row for row in rows if row["kind"] == "carc"]
    docs = member_docs(Standing)
    by_standing = []
    for standing in Standing:
        codes = ", ".join(row["code"] for row in carcs if row["standing"] == standing)
        by_standing.append((code([standing]), docs[standing], codes))
    counts = Counter(row["kind"] for row in rows)
    demanding = ", ".join(sorted(DEMANDS_REMARK, key=lambda word: (len(word), word)))
    steps = Counter((row["category"], row["next_step"]) for row in carcs)
    return page(
        "Adjustment codes",
        f"What {counts['group']} groups, {counts['carc']} CARCs and {counts['rarc']} RARCs mean to us.",
        ABOUT_CODES,
        "## Groups",
        table(
            ("group", "our words"), ((row["code"], row["label"]) for row in rows if row["kind"] == "group")
        ),
        "## What a CARC may do to money",
        table(("standing", "what", "CARCs"), by_standing),
        f"For {demanding} the remark beside it decides.",
        "## What a person does first",
        table(("category", "first step", "CARCs"), ((*key, count) for key, count in sorted(steps.items()))),
    )


def refusals() -> str:
    """The page of what flows say when they change nothing."""
    rows: set[tuple[str, ...]] = set()
    for path in (*(ROOT / "almoner" / "flow").rglob("*.py"), *(ROOT / "almoner" / "core").rglob("*.py")):
        place = code([path.relative_to(ROOT).as_posix()])
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        texts = [node for node in nodes if isinstance(node, ast.Assign) and _is_text(node.value)]
        rows |= {(*said, place) for call in calls if (said := _refusal_in(call, texts))}
    return page(
        "Refusals", ABOUT_REFUSALS, table(("id", "what stands against it", "the mend", "where"), sorted(rows))
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _refusal_in(call: ast.Call, texts: list[ast.Assign]) -> tuple[str, str, str] | None:
    """The id, sentence and mend of a call that refuses, or None; `texts` are what its module names."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in ("refusal", "_finding", "refuse_faults") or len(call.args) < 3:
        return None
    edit, message, mend = call.args[:3]
    if not isinstance(edit, ast.Constant) or not re.fullmatch(r"[A-Z]+-\d\d", str(edit.value)):
        return None
    said = "{fault}" if name == "refuse_faults" else _sentence(_written(message, call, texts))
    return code([edit.value]), said, _sentence(_written(mend, call, texts))


def _written(node: ast.expr, call: ast.Call, texts: list[ast.Assign]) -> ast.expr:
    """The text that a local name stands for, by its last assignment above the call, a few lines away."""
    if not isinstance(node, ast.Name) or node.id.isupper():
        return node
    named = [one for one in texts if any(isinstance(to, ast.Name) and to.id == node.id for to in one.targets)]
    above = [one for one in named if 0 < call.lineno - one.lineno <= NEAR_LINES]
    return max(above, key=lambda one: one.lineno).value if above else node


def _sentence(node: ast.expr) -> str:
    """A text in which each part that is filled in shows as a name in braces."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return flat(
        "".join(str(one.value) if isinstance(one, ast.Constant) else f"{{{_name(one)}}}" for one in parts)
    )


def _name(node: ast.AST) -> str:
    """What fills a part: the last field or variable that it is made of, without what only shapes it."""
    fields = [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)]
    variables = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    names = [name for name in (*variables, *fields) if name not in SHAPING]
    return names[-1].strip("_").replace("_", " ").lower() if names else "text"
