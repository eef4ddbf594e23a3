"""Writes almoner/store/schema.sql: the tables of new books as one script, from a database that ran all
migrations.

Worth a run when some migrations have come since; without one they are simply applied after it.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Make a database by the migrations alone, and write its script."""
    os.environ.pop("DATABASE_URL", None)
    from almoner.store import whole_schema
    from almoner.store.boot import open_store

    whole_schema.SCRIPT.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="almoner-schema-") as folder:
        os.environ["ALMONER_DATA"] = folder
        server = open_store(Path(folder))
        whole_schema.SCRIPT.write_text(whole_schema.script_of(server), encoding="utf-8")
    print(whole_schema.SCRIPT.relative_to(ROOT))


if __name__ == "__main__":
    main()
