"""`almoner policy install|rollback`: a signed bundle is checked, shown, and installed in shadow first; and
undone.
"""

import argparse
import getpass
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from almoner.cli.policy_diff import as_json, as_text
from almoner.core.rules import CardError, Mode
from almoner.core.rules.bundle import BundleError
from almoner.flow.policy import policy
from almoner.flow.scrub.bundles import Proposal, propose
from almoner.flow.scrub.bundles import install as install_proposal
from almoner.settings import data_folder
from almoner.store.shipped.bundles import BundleStore, Installed, Who, load_bundle
from almoner.store.shipped.codes import CodeStore

if TYPE_CHECKING:
    from almoner.flow.scrub.preview import Turn

MOST_SHOWN = 20

SAID = {
    Mode.SHADOW: "in shadow: it holds nothing; `almoner policy install BUNDLE --live` makes it heard",
    Mode.LIVE: "live: its findings are heard from the next claim on",
}


def install(options: argparse.Namespace) -> int:
    """Exit 0 where the bundle stands as asked, 1 where something stands against it, 2 where there is no
    file.
    """
    if not options.bundle.is_file():
        sys.stderr.write("almoner: the file of a bundle is wanted\n")
        return 2
    mode = Mode.LIVE if options.live else Mode.SHADOW
    data = data_folder()
    try:
        proposal = propose(data, load_bundle(options.bundle))
        if options.trust and not proposal.problems and not proposal.is_trusted:
            proposal = _trust(data, proposal, options.trust)
        turned = _turned(options, proposal)
        is_accepted = proposal.is_trusted and not proposal.problems
        is_new = is_accepted and not options.check and install_proposal(data, proposal, mode=mode, who=_who())
    except BundleError as error:
        sys.stderr.write(f"almoner: {error}\n")
        return 1
    stands = None if options.check or not is_accepted else mode
    _tell(proposal, stands, turned, is_json=options.json, is_new=is_new)
    return 0 if is_accepted else 1


def _turned(options: argparse.Namespace, proposal: Proposal) -> list["Turn"] | None:
    """The waiting claims that would be judged otherwise if it were live; None where nobody asked."""
    if not options.books or proposal.problems:
        return None
    from almoner.cli.opening import open_books, practice_actor

    open_books()
    from almoner.flow.scrub.preview import turns

    store = BundleStore(data_folder())
    now = store.live(policy(), store.active().bundles)
    then = store.policy_with(policy(), proposal.bundle)
    tables = CodeStore(data_folder()).tables()
    today = _who().on
    actor = practice_actor(options.practice)
    return list(turns(actor, now.on_tables(tables), then.on_tables(tables), on=today))


def rollback(options: argparse.Namespace) -> int:
    """Exit 0 where what was before is active again, 1 where there is nothing or it can't be used."""
    del options
    store = BundleStore(data_folder())
    try:
        if not store.active().before:
            sys.stderr.write("almoner: no bundle was installed here; there is nothing to go back to\n")
            return 1
        store.roll_back(_who())
        bundles = store.active().bundles
        sys.stdout.write("".join(f"{_line(one)}\n" for one in bundles) or "the shipped cards alone\n")
        store.live(policy(), bundles)
    except (BundleError, CardError) as error:
        sys.stderr.write(f"almoner: {error}; roll back once more\n")
        return 1
    return 0


def _who() -> Who:
    return Who(getpass.getuser(), date.today())  # noqa: DTZ011 - the day of the machine


def _trust(data: Path, proposal: Proposal, told: str) -> Proposal:
    if told.lower() != proposal.bundle.fingerprint:
        raise BundleError("the bundle's key has another fingerprint than the one that you accept")
    BundleStore(data).trust(proposal.bundle, _who())
    return propose(data, proposal.content)


def _turn(one: "Turn") -> str:
    told = [f"+{card}" for card in one.comes] + [f"-{card}" for card in one.goes]
    words = {(False, True): ", would be held", (True, False): ", would go"}
    return f"claim {one.control}: {' '.join(told)}{words.get((one.is_stopped, one.would_be_stopped), '')}\n"


def _line(one: Installed) -> str:
    return f"{one.mode:7} {one.id}, issue {one.sequence} of {one.issuer}, from {one.effective_on}"


def _tell(
    proposal: Proposal, mode: Mode | None, turned: list["Turn"] | None, *, is_json: bool, is_new: bool
) -> None:
    told, bundle = proposal.bundle.manifest, proposal.bundle
    if is_json:
        answer = {
            "bundle": told.id,
            "issuer": told.issuer,
            "sequence": told.sequence,
            "effective_on": told.effective_on.isoformat(),
            "fingerprint": bundle.fingerprint,
            "trusted": proposal.is_trusted,
            "mode": mode.value if mode else None,
            "installed": is_new,
            "cases": proposal.cases,
            "problems": list(proposal.problems),
        }
        waiting = {} if turned is None else {"waiting_claims": [asdict(one) for one in turned]}
        sys.stdout.write(json.dumps(answer | as_json(proposal.changes) | waiting) + "\n")
        return
    sys.stdout.write(f"{told.id}, issue {told.sequence} of {told.issuer}, from {told.effective_on}\n")
    sys.stdout.write(as_text(proposal.changes) or "no change to the cards that are heard\n")
    sys.stdout.write("".join(f"refused: {problem}\n" for problem in proposal.problems))
    if turned is not None:
        sys.stdout.write("".join(_turn(one) for one in turned[:MOST_SHOWN]))
        sys.stdout.write(f"{len(turned):,} waiting claims would be judged otherwise, were it live\n")
    if proposal.problems:
        return
    sys.stdout.write(f"{proposal.cases} cases pass\n")
    if not proposal.is_trusted:
        sys.stderr.write(
            f"almoner: its key {bundle.fingerprint} isn't trusted here for {told.id}; compare it with "
            f"what the issuer tells you, then add --trust {bundle.fingerprint}\n"
        )
    elif mode:
        sys.stdout.write(f"{'' if is_new else 'already '}{SAID[mode]}\n")
        if is_new and mode is Mode.LIVE and proposal.standing is None:
            sys.stderr.write(
                "almoner: it never ran in shadow here; `almoner policy rollback` takes it back\n"
            )
