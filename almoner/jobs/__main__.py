"""`python -m almoner.jobs` works the jobs of the books in the data folder, as a child of the command line."""

import sys

from almoner.settings import data_folder
from almoner.store.boot import open_store
from almoner.store.server.lifeline import end_with_parent


def main() -> int:
    """Work until a signal ends it."""
    end_with_parent()
    open_store(data_folder())
    from almoner.jobs.worker import work

    work()
    return 0


if __name__ == "__main__":
    sys.exit(main())
