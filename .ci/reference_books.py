"""The pages of the books: tables with their constraints, accounts and reasons, and the states of a claim."""

import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reference_page import ROOT, code, flat, member_docs, page, table

ABOUT_TABLES = """
The truth is `record`; a noun's table is a projection of it
([why](../decisions/records-and-projections.md)). `b` is a record's JSON body. *App* is the role that
screens, jobs and commands work as. *Row security*: only rows of the session's practice are shown and taken
([the store](../concepts/store.md)).
""".strip()
SUPERSEDED = "Shows the current version of each record."
FACT = "Holds facts: nothing follows the first version."
RULES = (
    (r"ALTER TABLE (\w+) .*ADD PRIMARY KEY \((.+?)\)", "primary key ({1})"),
    (r"ALTER TABLE (\w+) .*?FOREIGN KEY \((.+?)\) REFERENCES (\w+)", "({1}) leads to `{2}`"),
    (r"ALTER TABLE (\w+) .*?ADD CONSTRAINT (\w+) CHECK \((.+)\)$", "`{1}`: `{2}`"),
    (r"ALTER TABLE (\w+) ADD CONSTRAINT (\w+) EXCLUDE USING gist \((.+)\)$", "`{1}`: no two rows with `{2}`"),
    (r"ALTER TABLE (\w+) SET UNLOGGED", "unlogged: a crash empties it, and nothing is lost"),
    (r"CREATE UNIQUE INDEX \w+ ON (\w+) \((.+?)\) WHERE (.+)$", "unique ({1}) where `{2}`"),
    (r"CREATE UNIQUE INDEX \w+ ON (\w+) \(([^)]+)\)$", "unique ({1})"),
    (r"TRIGGER \w+ AFTER INSERT ON (\w+) .*FUNCTION (\w+)", "after each insert: `{1}()`"),
    (r"ALTER TABLE (\w+) FORCE ROW LEVEL SECURITY", "row security by practice, forced"),
    (r"GRANT (.+?) ON (?:TABLE )?([\w, ]+) TO almoner_app$", "app may {0}"),
)
"""What a statement says of which table, which the first group names (of a grant, the second)."""

EVENTS = """
What the practice does itself is refused from any other state. What the world says leaves any other state as
it is: answers come late, twice and out of order, and a late acceptance never undoes a decision.
""".strip()


def tables() -> str:
    """The page of tables."""
    from django.apps import apps

    from almoner.store.tables.projections import PROJECTIONS

    held = _constraints()
    parts = [ABOUT_TABLES]
    for model in sorted(apps.get_app_config("store").get_models(), key=lambda model: model._meta.db_table):
        name = model._meta.db_table
        projection = PROJECTIONS.get(name)
        kind = "" if projection is None else SUPERSEDED if projection.is_superseded else FACT
        unique = [f"unique ({', '.join(one.fields)})" for one in model._meta.total_unique_constraints]
        rules = "\n".join(f"- {rule}" for rule in [*held[name], *unique])
        parts += [f"## {name}", f"{flat(model.__doc__)} {kind}".strip(), _columns(model, projection), rules]
    return page(
        "Tables", "Every table of the books with its columns and what the database holds it to.", *parts
    )


def _columns(model: Any, projection: Any) -> str:
    from django.db import connections

    shown = projection.columns if projection else {}
    rows = []
    for field in model._meta.concrete_fields:
        kind = field.db_type(connections["default"]) + (" or null" if field.null else "")
        rows.append((code([field.column]), kind, code(filter(None, [shown.get(field.column)]))))
    return table(("column", "type", "from the record"), rows)


def _constraints() -> dict[str, list[str]]:
    """What the migrations' own SQL says of each table, a line each, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for statement in _statements():
        for name, rule in _rules_in(statement):
            found[name][rule] = None
    return defaultdict(list, {name: list(rules) for name, rules in found.items()})


def _statements() -> Iterator[str]:
    for path in sorted((ROOT / "almoner" / "store" / "migrations").glob("0*.py")):
        module = importlib.import_module(f"almoner.store.migrations.{path.stem}")
        sql = ";".join(str(getattr(one, "sql", "")) for one in module.Migration.operations)
        yield from (flat(statement).replace('"', "") for statement in sql.split(";"))


def _rules_in(statement: str) -> Iterator[tuple[str, str]]:
    for pattern, words in RULES:
        match = re.search(pattern, statement)
        if match:
            groups = match.groups()
            names = groups[1] if words.startswith("app may") else groups[0]
            yield from ((name.strip(), words.format(*groups)) for name in names.split(","))


def accounts() -> str:
    """The page of accounts and reasons."""
    from almoner.core.ledger.accounts import CHART, RANKED, RECEIVABLE, Account, Reason

    docs = member_docs(Reason)
    reasons = [(code([one]), *(code([side]) for side in CHART[one]), docs[one]) for one in Reason]
    rows = []
    for account in Account:
        kinds = (("ranked", RANKED), ("receivable", RECEIVABLE))
        sides = (code(reason for reason in Reason if CHART[reason][side] is account) for side in (0, 1))
        rows.append((code([account]), ", ".join(word for word, held in kinds if account in held), *sides))
    return page(
        "Accounts",
        "The chart of accounts, and the reasons for which money moves ([why](../concepts/ledger.md)).",
        "## Reasons",
        "Cents are added to the debit and taken from the credit; a negative amount turns the two round.",
        table(("reason", "debit", "credit", "when"), reasons),
        "## Accounts",
        "A ranked account carries the payer's rank in its id: `payer_ar:1` is owed by the first payer.",
        table(("account", "kind", "debited by", "credited by"), rows),
    )


def claim_states() -> str:
    """The page of a claim's states and events."""
    from almoner.core.claim.claim import ENDED, OWNED, WAITING, ClaimState
    from almoner.core.claim.state import PATIENCE_DAYS, TABLE, Event

    docs = member_docs(ClaimState)
    kinds = ((ENDED, "has ended"), (OWNED, "has an owner"), (WAITING, "waits"))
    states = []
    for state in ClaimState:
        kind = next(word for held, word in kinds if state in held)
        states.append((code([state]), kind, PATIENCE_DAYS.get(state, ""), docs[state]))
    return page(
        "Claim states",
        "Where a claim can stand, and what leads where ([why](../concepts/claims.md)).",
        "## States",
        "*Days* is how long a claim may wait before somebody looks, where nobody says another day.",
        table(("state", "kind", "days", "what"), states),
        "## Events",
        EVENTS,
        table(("event", "whose", "from", "to"), (_event(event, TABLE[event]) for event in Event)),
    )


def _event(event: Any, entry: tuple[frozenset[Any], Any]) -> tuple[str, str, str, str]:
    from almoner.core.claim.claim import ClaimState
    from almoner.core.claim.state import ANSWERS, OURS

    sources, target = entry
    whose = (
        "the practice's" if event in OURS else "an answer to a sending" if event in ANSWERS else "the world's"
    )
    if target is None:
        return code([event]), whose, "any", "stays"
    leads = "any" if sources == set(ClaimState) else code(state for state in ClaimState if state in sources)
    return code([event]), whose, leads, code([target])
