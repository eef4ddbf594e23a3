"""`almoner policy backtest`: what a card would have done to the practice's own past claims. It needs the
books.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almoner.cli.stopping import ended_by_signals
from almoner.core.rules import Card, CardError
from almoner.core.rules.overlay import gathered
from almoner.flow.policy import installed
from almoner.flow.scrub.bundles import read_folder
from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore

if TYPE_CHECKING:
    from almoner.flow.access import Actor
    from almoner.flow.scrub.backtest import End, Replay

WORDS = {
    "prevented": "prevented: refused for what the card expects",
    "refused_otherwise": "refused for something else",
    "undecided": "not answered yet",
    "wrongly_held": "wrongly held: paid as sent",
}


def backtest(options: argparse.Namespace) -> int:
    """Exit 0 with the figures, 1 where the card is none, 2 without books, 130 where it was stopped; what is
    known by then is told.
    """
    from almoner.cli.opening import open_books, practice_actor

    cards = _cards(options.card)
    open_books()
    actor = practice_actor(options.practice)
    told: dict[str, Replay] = {}
    is_stopped = False
    try:
        with ended_by_signals():
            for now in _replays(actor, cards):
                told[now.card.id] = now
                sys.stderr.write(f"{now.card.id}: {now.seen:,} of {now.total:,} claims\n")
    except KeyboardInterrupt:
        is_stopped = True
    sys.stdout.write(_json(told.values(), is_stopped=is_stopped) if options.json else _text(told.values()))
    return 130 if is_stopped else 0


def _cards(word: str) -> list[Card]:
    """The card of an id in force or in shadow, or those of a file, which may replace cards of the same
    ids.
    """
    known = installed()
    if not word.endswith(".toml"):
        found = [card for card in known.cards if card.id == word]
        if not found:
            raise CardError("the id of a card, or a file of cards (*.toml), is wanted")
        return found
    laid = read_folder(Path(word))
    others = [card for card in known.cards if card.id not in laid.ids()]
    return list(gathered(type(known)(others, version=known.version), [laid])[len(others) :])


def _replays(actor: "Actor", cards: Iterable[Card]) -> Iterator["Replay"]:
    from almoner.flow.scrub.backtest import replay

    tables = CodeStore(data_folder()).tables()
    for card in cards:
        yield from replay(actor, card, tables)


def _end(end: "End") -> dict[str, Any]:
    return {"count": end.count, "cents": end.cents, "examples": end.examples}


def _as_json(now: "Replay") -> dict[str, Any]:
    return {
        "card": now.card.id,
        "edit": now.card.edit,
        "severity": now.card.severity.value,
        "claims": now.seen,
        "sendings": now.sendings,
        "fired": now.fired,
        "not_judged": now.not_judged,
        "held": _end(now.held),
        **{one.value: _end(end) for one, end in now.ends.items()},
    }


def _json(told: Iterable["Replay"], *, is_stopped: bool) -> str:
    return json.dumps({"cards": [_as_json(one) for one in told], "stopped": is_stopped}) + "\n"


def _text(told: Iterable["Replay"]) -> str:
    from almoner.core.money import dollars

    lines = []
    for now in told:
        silent = f", {now.not_judged:,} without what it needs" if now.not_judged else ""
        about = f"{now.card.id} ({now.card.edit}, {now.card.severity.value})"
        lines.append(f"{about}: {now.sendings:,} claims as sent{silent}, fires on {now.fired:,}")
        ends = [("would have held", now.held), *((WORDS[one.value], end) for one, end in now.ends.items())]
        for words, end in ends:
            examples = f"  {' '.join(end.examples)}" if end.examples else ""
            lines.append(f"  {end.count:>7,} {dollars(end.cents).rjust(14)}  {words}{examples}")
    return "".join(f"{line}\n" for line in lines) or "no claims here\n"
