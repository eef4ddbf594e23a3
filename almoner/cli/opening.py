"""Opens the books for a command and finds the practice that it means."""

from pathlib import Path

from almoner.core.party import Practice
from almoner.flow.access import Actor, office
from almoner.settings import data_folder
from almoner.store.boot import has_books, open_store
from almoner.store.proof.verify import practices
from almoner.store.session import books


class NoBooks(RuntimeError):
    """There are no books, or no such practice; the text says what to do."""


def open_books(*, is_made: bool = False) -> Path:
    """Open the books of the data folder, or raise NoBooks; `is_made` makes them where there are none."""
    data = data_folder()
    if not is_made and not has_books(data):
        raise NoBooks(
            "no books here: `almoner practice new NAME` opens a practice's books, `./run demo` a small one's"
        )
    open_store(data)
    return data


def practice_actor(practice: str | None) -> Actor:
    """Return the office of the practice (id or part of the name), or of the only one, or raise NoBooks."""
    named: dict[int, str] = {}
    for practice_id in practices():
        with books(practice_id, alias="owner") as session:
            named[practice_id] = session.get(Practice, practice_id).name
    if practice is not None:
        wanted = practice.casefold()
        named = {key: name for key, name in named.items() if wanted == str(key) or wanted in name.casefold()}
    if len(named) != 1:
        raise NoBooks(
            "name one practice with --practice (its number or a part of its name)"
            if named
            else "no such practice here"
        )
    return office(next(iter(named)))
