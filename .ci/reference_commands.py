"""The pages of what can be asked for: commands, options of the environment, screens and access."""

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType

from reference_counted import counted
from reference_page import ROOT, code, flat, page, table

# What an argument says of itself where its parser gives it no words.
WORDS = {
    "--json": "answer as JSON",
    "--practice": "number or part of the name, where there are several",
    "--level": "check up to this level (1 to 7); 5 unless said, 7 with a payer",
    "--payer": "add the cards of this payer",
    "--type": "the kind of acknowledgement",
    "--original": "the file that was answered",
    "--reason": "why, in a sentence that the audit keeps",
    "--role": "the role; see [access](access.md)",
    "--taxonomy": "the practice's taxonomy code",
    "--street": "its address",
    "--city": "its address",
    "--state": "its address",
    "--phone": "its telephone",
    "--port": "the port of the screens on the loopback",
    "act": "what to do",
    "file": "the file",
    "files": "the files",
    "folder": "the folder of the backup",
    "name": "the name",
    "visits": "how many visits",
}
ACTS = {"era": ("plan", "post", "reverse")}
"""Commands that look at their first word before they make a parser."""


class Shown(Exception):
    """A command's parser, at the moment when it would have read its arguments."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__(parser.prog)
        self.parser = parser


def commands() -> str:
    """The page of `./run` and `almoner`."""
    from almoner.cli.main import COMMANDS

    listed = table(
        ("command", "what it does"),
        ((f"[`{name}`](#almoner-{name})", one.doc) for name, one in COMMANDS.items()),
    )
    parts = ["## `./run`", f"```\n{the_run().USAGE}\n```", "## `almoner`", listed]
    for name, command in COMMANDS.items():
        parts += [f"### almoner {name}", *_told(name, command.load())]
    return page("Commands", "Every command, its arguments and what it answers with.", *parts)


def the_run() -> ModuleType:
    """`run` has no suffix, so it is loaded by its place."""
    loader = SourceFileLoader("run_in_reference", str(ROOT / "run"))
    spec = spec_from_loader("run_in_reference", loader)
    assert spec, "a loader gives a spec"
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _told(name: str, run: Callable[[list[str]], int]) -> Iterator[str]:
    yield flat(run.__doc__)
    listed = getattr(import_module(run.__module__), "BENCHES", {})
    for act in ACTS.get(name, tuple(listed) or ("",)):
        parser = _parser_of(run, [act] if act else [])
        for words, one, about in _variants(f"almoner {name} {act}".strip(), parser):
            own = [action for action in one._actions if action.dest != "help"]  # noqa: SLF001 - shown nowhere else
            yield f"`{' '.join([words, *(_usage(action) for action in own)])}`"
            yield about or listed.get(act, "")
            if own:
                yield table(("argument", "what"), ((code([_label(one)]), _meaning(one)) for one in own))


def _parser_of(run: Callable[[list[str]], int], arguments: list[str]) -> argparse.ArgumentParser:
    """The parser that a command makes: its reading of arguments is stopped where it begins."""

    def show(parser: argparse.ArgumentParser, *_: object) -> argparse.Namespace:
        raise Shown(parser)

    reading = argparse.ArgumentParser.parse_args
    argparse.ArgumentParser.parse_args = show  # type: ignore[method-assign, assignment]
    try:
        run(arguments)
    except Shown as shown:
        return shown.parser
    finally:
        argparse.ArgumentParser.parse_args = reading  # type: ignore[method-assign]
    raise AssertionError(f"{run.__module__} reads its arguments without a parser")


def _variants(
    words: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """A parser, or each of its subcommands, with the words that lead there and what it says of itself."""
    nested = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001
    if not nested:
        yield words, parser, ""
    for action in nested:
        helps = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001
        for name, one in action.choices.items():
            call = one.get_default("call")
            yield f"{words} {name}", one, flat(helps.get(name) or (call.__doc__ if call else ""))


def _label(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest.upper())
    return action.option_strings[0] + (
        "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    )


def _usage(action: argparse.Action) -> str:
    many = "..." if action.nargs in ("+", "*") else ""
    return _label(action) + many if action.required else f"[{_label(action)}{many}]"


def _meaning(action: argparse.Action) -> str:
    name = action.option_strings[0] if action.option_strings else action.dest
    words = action.help or WORDS.get(name, "")
    if action.choices and not isinstance(action.choices, range):
        words += f": {code(action.choices)}"
    if action.nargs == 0 or action.default in (None, "") or "default" in words:
        return words
    return f"{words} (default `{str(action.default).removeprefix(f'{ROOT}/')}`)"


def options() -> str:
    """The page of the environment's options."""
    from almoner.settings import OPTIONS

    rows = [(code([one.name]), one.doc, one.default) for one in OPTIONS]
    rows += [
        ("`ALMONER_VENV`", "Where `./run` makes the environment of packages.", "`.venv` beside `run`"),
        ("`XDG_RUNTIME_DIR`", "Folder of the private server's socket, where it is ours.", "`/tmp`"),
    ]
    about = "Everything that the environment may say; there is no settings file."
    return page("Options", about, table(("variable", "what it does", "default"), rows))


def screens() -> str:
    """The page of the screens' addresses."""
    from almoner.web.routes import ROUTES

    rows = []
    for one in ROUTES:
        asked = code([one.permission]) if one.permission else "signed in"
        whose = ("nobody is asked", "") if one.is_open else (asked, one.opens_to)
        rows.append((one.method, code([f"/{one.path}"]), *whose))
    addresses = table(("method", "address", "permission", "roles"), rows)
    about = "Every address of the screens, and the tasks whose keys and clicks are counted."
    return page("Screens", about, addresses, counted())


def access() -> str:
    """The page of roles and permissions."""
    from almoner.flow.access import ROLES, Permission

    roles = sorted(ROLES)
    rows = [(code([one]), *("yes" if one in ROLES[role] else "" for role in roles)) for one in Permission]
    about = "Roles and permissions; every flow asks for one of them first ([why](../concepts/access.md))."
    return page("Access", about, table(("permission", *roles), rows))
