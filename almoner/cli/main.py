"""Finds the command and runs it. A command on files never imports the web stack or starts a server.

Exit status 0: done; 1: the thing asked about has errors; 2: the request is wrong, or a server that it needs
isn't there.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

Run = Callable[[list[str]], int]


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: where it lives and what it does in one line."""

    place: str
    doc: str

    def load(self) -> Run:
        """Import the command's function; only this one."""
        module, _, name = self.place.partition(":")
        run: Run = getattr(import_module(f"almoner.cli.{module}"), name)
        return run


COMMANDS = {
    "x12": Command("x12:run", "read, check, rewrite, acknowledge and explain X12 files"),
    "era": Command("remittances:run", "plan a remittance file; post or reverse a received one"),
    "scrub": Command("scrub:run", "check a claim in JSON against the edits"),
    "price": Command("price:run", "price lines step by step, by Medicare or a contract"),
    "codes": Command("codes:run", "look up code sets; import, compare and undo releases"),
    "code": Command("code:run", "suggest the codes of a note, each with its proof in the text"),
    "lexicon": Command("lexicon:run", "try every phrase of the coder's lexicon in short notes"),
    "query": Command("query:run", "judge a question to a provider: open, quoted, without a word on money"),
    "note": Command("note:run", "list what a note lacks before it is signed and before a claim"),
    "template": Command("template:run", "judge a note template: what it asks, and what that proves"),
    "voice": Command("voice:run", "set up dictation on this machine, its weights accepted by their hashes"),
    "policy": Command(
        "policy:run", "try cards on their cases and past claims; compare, install, undo bundles"
    ),
    "practice": Command("setup:practice", "open the books of a new practice"),
    "user": Command("setup:user", "add and list users, and renew a password"),
    "receive": Command("receive:run", "store, acknowledge and plan files from outside"),
    "charts": Command("charts:run", "list charts that may be of one patient; merge two, part them again"),
    "why": Command("why:run", "why a balance is what it is, down to the payer's bytes"),
    "accounts": Command("accounts:run", "the accounts' numbers in the practice's own general ledger, by day"),
    "verify": Command("verify:run", "prove the books whole, or list what is broken"),
    "backup": Command("backup:backup", "copy the books into a folder"),
    "restore": Command("backup:restore", "bring the books back from a backup and prove them"),
    "serve": Command("serve:run", "the screens and one job worker"),
    "work": Command("serve:work", "one job worker alone"),
    "demo": Command("demo:run", "the whole cycle on a small practice, then the screens"),
    "bench": Command("bench:run", "measure, with peers side by side"),
}


TOLD = frozenset(
    [
        *("ServerUnavailable", "NoBooks", "StalePlan", "ClosedDay", "AlreadyDone", "RefusedByStore"),
        *("StoreBusy", "NewerBooks", "PolicyBroken"),
    ]
)
"""What ends a command with one line, by name, so that a command on files imports none of it."""


def usage() -> str:
    """Return the list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {command.doc}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: almoner COMMAND ...", "", *lines, "", "almoner COMMAND --help tells more."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(usage() + "\n")
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        sys.stderr.write(f"almoner: there is no command {words[0]!r}\n{usage()}\n")
        return 2
    try:
        return command.load()(words[1:])
    except KeyboardInterrupt:
        sys.stderr.write("almoner: stopped\n")
        return 130
    except BrokenPipeError:  # the reader of our output has gone; that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except RuntimeError as error:
        if type(error).__name__ not in TOLD:
            raise
        sys.stderr.write(f"almoner: {error}\n")
        return 2
