"""New books from the script of the whole schema are those that all migrations make."""

import os
import subprocess
import sys
from pathlib import Path

from almoner.store.server.embed import Server
from almoner.store.whole_schema import lay_schema

MADE = """
import sys
from pathlib import Path
from almoner.store import whole_schema
from almoner.store.boot import open_store
if sys.argv[2] == "migrations":
    whole_schema.SCRIPT = Path("there is none")
server = open_store(Path(sys.argv[1]), is_quiet=True)
sys.stdout.write(whole_schema.script_of(server))
"""


def made(folder: Path, root: Path, *, by: str) -> str:
    """The script of new books that were made by the shipped script, or by the migrations alone."""
    done = subprocess.run(
        [sys.executable, "-c", MADE, str(folder), by],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"ALMONER_DATA": str(folder), "PYTHONPATH": str(root)},
    )
    return done.stdout


def bare(script: str) -> list[str]:
    """Its lines in any order, for a younger migration's come last; without brackets: the server sets them
    anew.
    """
    return sorted(line.replace("(", "").replace(")", "").rstrip(",;") for line in script.splitlines())


def test_books_of_the_script_are_those_of_the_migrations(tmp_path: Path, root: Path) -> None:
    by_script, by_migrations = (made(tmp_path / by, root, by=by) for by in ("script", "migrations"))
    assert "CREATE TABLE public.record" in by_script
    assert bare(by_script) == bare(by_migrations)


def test_another_version_or_anothers_server_is_left_to_the_migrations() -> None:
    for is_embedded, version in ((True, 170_000), (False, 180_000)):
        assert not lay_schema(Server("nowhere", 1, "almoner", is_embedded=is_embedded, version=version))
