"""Keeps the imported code sets of the data folder and those of the books in step, and says what was done on
standard error; what can't be done now is done when the books are next opened."""

import os
import sys

from almoner.core.rules.pack import PackError
from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore


def keep_code_sets() -> None:
    """Bring the code sets of the folder and of the open books in step."""
    from almoner.store.shipped.code_books import keep_in_step

    say = sys.stderr.write
    try:
        step = keep_in_step(CodeStore(data_folder()))
    except (PackError, OSError) as error:
        say(f"almoner: the code sets of the folder and of the books aren't in step: {error}\n")
        return
    if step.sent:
        say(f"almoner: {len(step.sent)} imported code tables copied into the books\n")
    if step.fetched:
        say(f"almoner: {len(step.fetched)} code tables fetched from the books\n")
    if step.taken:
        say(f"almoner: as in the books now: {', '.join(step.taken)}\n")
    for pack in step.missing:
        say(f"almoner: the packed codes of {pack} are whole nowhere: import them again\n")


def keep_where_books_run() -> None:
    """The same after a command on files, which starts no server: only where one runs already."""
    from almoner.store.server.embed import ServerUnavailable, is_running

    data = data_folder()
    if not os.environ.get("DATABASE_URL") and not is_running(data):
        return
    from almoner.store.boot import open_store

    try:
        open_store(data)
        from almoner.store.session import StoreBusy

        try:
            keep_code_sets()
        except StoreBusy:
            sys.stderr.write("almoner: the books are busy: they take the code sets when next opened\n")
    except ServerUnavailable as error:
        sys.stderr.write(f"almoner: the books don't answer ({error}): they take the code sets later\n")
