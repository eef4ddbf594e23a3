"""P19: whoever carries the files, what is asked of them is the same, and the same kit asks it."""

import ast
import pkgutil
from importlib import import_module
from pathlib import Path

import almoner.links
from almoner.links.clearinghouse import Clearinghouse

TESTS = Path(__file__).parent
WANTED = {name for name in vars(Clearinghouse) if not name.startswith("_")}


def carriers() -> set[str]:
    """Every class of the links that carries files for payers."""
    modules = [
        import_module(f"almoner.links.{one.name}") for one in pkgutil.iter_modules(almoner.links.__path__)
    ]
    own = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one.__name__ for one in own if set(vars(one)) >= WANTED and one is not Clearinghouse}


def kit_runs_for() -> set[str]:
    """The classes that a test module which takes the whole kit works with."""
    found: set[str] = set()
    for path in TESTS.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if any(node.module == "tests.links.conformance" and node.names[0].name == "*" for node in taken):
            found |= {name.name for node in taken for name in node.names}
    return found


def test_p19_one_kit_runs_for_every_carrier_of_files() -> None:
    """The one that carries nothing has nothing to conform to."""
    assert carriers() - {"NoClearinghouse"} == carriers() & kit_runs_for()
    assert {"FolderMailbox", "SftpMailbox"} <= carriers()


def test_p19_what_is_asked_and_answered_knows_no_carrier() -> None:
    """Questions about benefits and their answers are written and read without a word of who carries them."""
    wire = Path(almoner.links.__path__[0]).parent / "core" / "wire"
    for name in ("inquiry_270.py", "benefits_271.py", "claim_837.py", "status_276.py"):
        tree = ast.parse((wire / name).read_text(encoding="utf-8"))
        taken = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {one for one in taken if one.startswith("almoner.links")}, name
