"""The coder as a process keeps it: the lexicon, weights and guidelines are read once, and again only where an
import has changed the code sets.
"""

import threading
from contextlib import suppress
from datetime import date

from almoner.core.coding.suggest import Asked, Tools, suggest
from almoner.core.rules.pack import PackError
from almoner.settings import data_folder
from almoner.store.shipped.coder_tools import shipped_tools
from almoner.store.shipped.codes import CodeStore

_kept: tuple[object, Tools] | None = None
_turn = threading.Lock()


def tools() -> Tools:
    """Return what the coder works with now. PackError where the list of imported code sets can't be read."""
    global _kept  # noqa: PLW0603 - one for the process, so that what was replaced is let go
    store = CodeStore(data_folder())
    now = (store.folder, store.mark())
    with _turn:
        if _kept is None or _kept[0] != now:
            _kept = (now, shipped_tools(store.tables()))
        return _kept[1]


def make_ready(on: date) -> None:
    """Read all that the coder needs for a day before the first note is opened. What can't be read yet is
    read, or refused in words, when somebody asks.
    """
    with suppress(PackError):
        suggest("Assessment:\n1. Hypertension - stable.\n", Asked(on=on), tools())
