"""The practice's contracts and the schedules that they name, as they stand now: cards of the data folder, the
samples that ship, imported rows. Promises that a changed card or a new import is seen without a restart."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from almoner.core.pricing import Facts, Medicare, Schedules
from almoner.core.pricing.contract import Contract, ContractPrices
from almoner.core.pricing.contract_card import MOST_TEXT, ContractError, read_contract
from almoner.core.pricing.medicare_card import read_facts
from almoner.core.pricing.shelf import Brought, Shelf
from almoner.core.rules.releases import Tables
from almoner.settings import data_folder
from almoner.store.shipped.codes import CodeStore

MOST_CARDS = 500


@dataclass(frozen=True, slots=True)
class PriceBook:
    """All that prices rest on. `refused` says why the contracts can't be used; prices by Medicare still
    can."""

    schedules: Schedules
    medicare: Medicare
    prices: ContractPrices
    shelf: Shelf
    facts: Facts
    refused: str = ""

    def beside(self, brought: Sequence[Brought]) -> "PriceBook":
        """The book with the contracts that a practice brought; where one of them conflicts with a card, no
        contract can be used, and `refused` says why.
        """
        if not brought:
            return self
        try:
            return replace(self, shelf=self.shelf.beside(brought))
        except ContractError as error:
            return replace(self, shelf=Shelf((), self.shelf.tables), refused=str(error))


_current: tuple[object, PriceBook] | None = None
_turn = threading.Lock()


def price_book() -> PriceBook:
    """What prices rest on now, made once for the process until a table or a card changes; contracts that
    can't be read or conflict are all left out, and `refused` says why. PackError where the list of imported
    tables can't be read."""
    global _current  # noqa: PLW0603 - one for the process, so that what was replaced is let go
    store = CodeStore(data_folder())
    with _turn:  # the threads of a server make it once
        stamp = store.data, store.mark(), _mark_of_cards()
        if _current is None or _current[0] != stamp:
            _current = stamp, _made(store.tables())
        return _current[1]


def price_mark() -> str:
    """What tells the tables and cards that prices rest on from others, without reading them."""
    store = CodeStore(data_folder())
    return repr((str(store.data), store.mark(), _mark_of_cards()))


def _made(tables: Tables) -> PriceBook:
    schedules = Schedules(tables)
    refused = ""
    try:
        shelf = Shelf(cards(), tables)
    except ContractError as error:
        shelf, refused = Shelf((), tables), str(error)
    return PriceBook(
        schedules, Medicare(schedules, facts()), ContractPrices(schedules), shelf, facts(), refused
    )


@cache
def facts() -> Facts:
    """The dated facts of Medicare that ship with the product."""
    card = files("almoner").joinpath("policy", "prices", "medicare.toml")
    return read_facts(card.read_text(encoding="utf-8"))


def cards() -> list[Contract]:
    """The contracts of the data folder and those that ship as samples. ContractError where one isn't
    whole."""
    own = _own()
    if len(own) > MOST_CARDS:
        raise ContractError(f"the folder contracts holds more than {MOST_CARDS} cards")
    found = [read_contract(each.name, _text(each)) for each in own]
    return [*found, *(read_contract(each.name, each.read_text(encoding="utf-8")) for each in _shipped())]


def _own() -> list[Path]:
    return sorted((data_folder() / "contracts").glob("*.toml"))


def _shipped() -> Iterator[Traversable]:
    folder = files("almoner").joinpath("policy", "contracts")
    yield from sorted(
        (each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(4 * MOST_TEXT + 1)
        return content.decode("utf-8")
    except OSError as error:
        raise ContractError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ContractError(f"{path.name}: is no text in UTF-8") from None


def _mark_of_cards() -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in _own():
        stat = path.stat()
        found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)
