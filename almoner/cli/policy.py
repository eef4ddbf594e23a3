"""`almoner policy`: the cards prove themselves, are compared, and come and go as signed bundles. Only
`backtest` needs the books.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from almoner.cli.policy_diff import diff
from almoner.cli.policy_install import install, rollback
from almoner.core.charge import charge_cards
from almoner.core.charge.charge_trials import failures
from almoner.core.pricing import shelf as contract_shelf
from almoner.core.pricing.contract_card import ContractError
from almoner.core.pricing.trials import run_trials
from almoner.core.rules import CardError
from almoner.core.rules.bundle import BundleError
from almoner.core.rules.conflict import conflicts
from almoner.core.rules.overlay import gathered
from almoner.flow.policy import PolicyBroken, installed, policy
from almoner.flow.price import contracts
from almoner.flow.scrub.bundles import cases_of, read_folder, with_overlay
from almoner.settings import data_folder
from almoner.store.shipped.bundles import BundleStore
from almoner.store.shipped.charge_cards import shipped_charge_cards


def run(arguments: list[str]) -> int:
    """Exit 0 where all is as it should be, 1 with the list of what isn't, 2 where the request is wrong."""
    parser = argparse.ArgumentParser(prog="almoner policy", description="The cards, their cases and bundles.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    for name, doc in (("test", "every case of every card"), ("conflicts", "cards that can't both stand")):
        act = acts.add_parser(name, help=doc)
        act.add_argument("--overlay", metavar="FOLDER", type=Path, help="cards to lay over, for a what-if")
    act = acts.add_parser("diff", help="what differs between two sets of cards")
    for side in ("old", "new"):
        act.add_argument(side, help="shipped, active, a bundle, a folder or a file of cards")
    act.add_argument("--json", action="store_true")
    act = acts.add_parser("install", help="check a signed bundle, show it, let it run in shadow")
    act.add_argument("bundle", type=Path, help="the signed file")
    act.add_argument("--live", action="store_true", help="its findings are heard")
    act.add_argument("--check", action="store_true", help="only check and show it")
    act.add_argument("--books", action="store_true", help="also say which waiting claims change")
    act.add_argument("--practice", help="number or part of the name, where there are several")
    act.add_argument("--trust", metavar="FINGERPRINT", help="accept this key for bundles of this name")
    act.add_argument("--json", action="store_true")
    acts.add_parser("rollback", help="what was installed before the last change")
    act = acts.add_parser("backtest", help="the practice's own past claims, judged by a card")
    act.add_argument("card", help="the id of a card, or a file of cards")
    act.add_argument("--practice", help="number or part of the name, where there are several")
    act.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        return _ACTS[options.act](options)
    except (CardError, ContractError, PolicyBroken) as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 1


def _backtest(options: argparse.Namespace) -> int:
    from almoner.cli.policy_backtest import backtest

    return backtest(options)


def _conflicts(options: argparse.Namespace) -> int:
    cards = gathered(installed(), [read_folder(options.overlay)] if options.overlay else [])
    found = [*map(str, conflicts(cards)), *contract_shelf.conflicts(contracts.cards())]
    sys.stdout.write("".join(f"{conflict}\n" for conflict in found) or f"{len(cards)} cards, no conflict\n")
    return 1 if found else 0


def _test(options: argparse.Namespace) -> int:
    cards = with_overlay(options.overlay)
    shipped = frozenset(card.id for card in policy().cards)
    later = frozenset(card.id for card in cards.cards) - shipped
    failed = [*_left_out(), *cases_of(cards, later).failures(cards.cards)]
    tried = run_trials(contracts.cards(), contracts.price_book().prices)
    failed += [f"contract {one}" for one in tried.failed]
    shelf = shipped_charge_cards()
    failed += [f"charge card {one}" for one in (*charge_cards.against(shelf), *failures(shelf))]
    sys.stdout.write("".join(f"failed: {one}\n" for one in failed))
    cases = sum(len(card.trials) for card in cards.cards)
    left_out = f" ({tried.left_out} left out, no schedule)" if tried.left_out else ""
    charged = sum(len(one.cases) for one in shelf)
    lines = f"{tried.tried} worked lines of contracts{left_out}, {charged} of charge cards"
    sys.stdout.write(f"{len(cards.cards)} cards, {cases} cases, {lines}, {len(failed)} failed\n")
    return 1 if failed else 0


def _left_out() -> Iterator[str]:
    """Why what is in shadow can't be heard any more, where it can't; then it is left out."""
    store = BundleStore(data_folder())
    try:
        store.coming(policy(), store.active().bundles)
    except (BundleError, CardError) as error:
        yield f"in shadow: {error}"


_ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "backtest": _backtest,
    "conflicts": _conflicts,
    "diff": diff,
    "install": install,
    "rollback": rollback,
    "test": _test,
}
