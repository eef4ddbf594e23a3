"""A session on one practice's books: one transaction, in which the practice is set for row security."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import InterfaceError, OperationalError, connections, transaction

from almoner.core.party import Patient
from almoner.core.plan import Record
from almoner.store.charts import APART, MERGED, Charts, charts_of
from almoner.store.codec import decode
from almoner.store.tables.projections import PROJECTIONS

R = TypeVar("R", bound=Record)
ID_BLOCK = 20
MOST_BLOCKS = 64
"""Blocks of ids that are drawn at once where a plan goes on asking for one more."""
STREAMED = 1000
"""Named records from which on an answer is read as it comes, in parts of as many."""
_ID = itemgetter(0)


class NotFound(LookupError):
    """No such record in this practice; the text names the kind and never what was looked for."""


class MergedChart(NotFound):
    """The chart was merged into another, which stands for it: `chart_id`."""

    def __init__(self, patient_id: int, chart_id: int) -> None:
        super().__init__("this chart was merged into another one")
        self.patient_id, self.chart_id = patient_id, chart_id


class StoreBusy(RuntimeError):
    """The books' server stopped, or two commits waited for each other. To do it again is safe."""

    def __init__(self) -> None:
        super().__init__("the books' server stopped or was busy: do it again, nothing is done twice")


class _IdSupply:
    """Hands out the ids of one transaction, from blocks of a database sequence; what is left of them is a
    harmless gap. No block outlives its transaction: whatever is made after another has a higher id, whichever
    process makes it, so that the latest of several acts is the one of the highest id.
    """

    def __init__(self) -> None:
        self._left: Iterator[int] = iter(())
        self._blocks = 1

    def take(self, session: "Session") -> int:
        found = next(self._left, None)
        if found is None:
            self._left = iter(self._fresh(session, self._blocks))
            self._blocks = min(2 * self._blocks, MOST_BLOCKS)
            found = next(self._left)
        return found

    def take_some(self, session: "Session", count: int) -> list[int]:
        taken = list(islice(self._left, count))
        lacking = count - len(taken)
        if lacking:
            fresh = self._fresh(session, -(-lacking // ID_BLOCK))
            taken += fresh[:lacking]
            self._left = iter(fresh[lacking:])
        return taken

    @staticmethod
    def _fresh(session: "Session", blocks: int) -> list[int]:
        sql = "SELECT nextval('almoner_id') FROM generate_series(1, %s)"
        return [each for (first,) in session.rows(sql, blocks) for each in range(first, first + ID_BLOCK)]


def refuse_merged(charts: Charts, patient_id: int) -> None:
    """Raise MergedChart where another chart stands for this one."""
    if patient_id in charts.into:
        raise MergedChart(patient_id, charts.into[patient_id])


@dataclass(frozen=True, eq=False, slots=True)
class Ask(Generic[R]):
    """Current records of one kind: those whose columns equal the values, as for `Session.find`, and of which
    `where` is true, a condition on the projection `t` with its arguments.
    """

    record: type[R]
    columns: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""
    arguments: tuple[Any, ...] = ()

    @property
    def names_many(self) -> bool:
        """True where it names so many that the answer is worth reading as it comes."""
        named = (*self.columns.values(), *self.arguments)
        return any(
            isinstance(each, list | tuple | set | frozenset) and len(each) >= STREAMED for each in named
        )

    def source(self, practice_id: int, first: str = "", charts: Charts = APART) -> tuple[str, list[Any]]:
        """Return what follows SELECT, without an order, and its arguments. `first` orders and bounds the
        current rows before their records are read. Raises MergedChart where it asks for one patient whose
        chart another stands for.
        """
        if charts and self.record is Patient and isinstance(self.columns.get("id"), int):
            refuse_merged(charts, self.columns["id"])
        conditions = ["t.practice_id = %s"]
        arguments: list[Any] = [practice_id]
        for name, given in self.columns.items():
            value = charts.widened(name, given)
            if value is None:
                conditions.append(f't."{name}" IS NULL')
            elif isinstance(value, list | tuple | set | frozenset):
                conditions.append(f't."{name}" = ANY(%s)')
                arguments.append(array_of(value))
            else:
                conditions.append(f't."{name}" = %s')
                arguments.append(value)
        if self.where:
            conditions.append(f"({self.where})")
        found = f'"{PROJECTIONS[self.record.kind].table}" t'
        named = " AND ".join(conditions)
        if first:
            found, named = f"(SELECT t.* FROM {found} WHERE {named}{first}) t", "true"
        sql = (
            f"FROM {found} "
            "JOIN record r ON r.practice_id = t.practice_id AND r.id = t.id AND r.version = t.version "
            f"WHERE {named}"
        )
        return sql, [*arguments, *self.arguments]


class Gathered:
    """The answers to several asks."""

    def __init__(self, found: Mapping[Ask[Any], list[Any]]) -> None:
        self._found = found

    def of(self, ask: Ask[R]) -> list[R]:
        """Return the records of one of the asks, in the order of their ids."""
        return self._found[ask]


Answer = tuple[Any, ...]
"""The place of an ask, and a record's id and body."""


def gathered(asks: Sequence[Ask[Any]], answers: Iterable[Answer], charts: Charts = APART) -> Gathered:
    """Make records of the answers to asks."""
    found: list[list[tuple[int, Any]]] = [[] for _ in asks]
    kinds = [ask.record for ask in asks]
    for place, record_id, body in answers:
        record = decode(kinds[place], body)
        found[place].append((record_id, charts.shown(record) if charts else record))
    sorted_by_id = [[each for _, each in sorted(of, key=_ID)] for of in found]
    return Gathered(dict(zip(asks, sorted_by_id, strict=True)))


@dataclass(slots=True)
class Session:
    """Reads and writes of one practice inside one transaction; made by `books`, valid until it ends."""

    practice_id: int
    alias: str = "default"
    connection: Any = None
    """The server connection where another thread than the transaction's own works on it."""
    person: str = ""
    """Who reads or writes, by their sign-in name; empty where nobody is named."""
    owners: tuple[str, ...] = ()
    """The names under which work is theirs: their own and their roles."""
    charts: Charts = APART
    """Which charts are read as one."""
    id_supply: _IdSupply = field(default_factory=_IdSupply, repr=False)

    def lent(self) -> "Session":
        """Return the same session for another thread; its owner asks nothing while that one does."""
        return replace(self, connection=connections[self.alias].connection)

    def cursor(self) -> Any:
        """Open a cursor of the transaction's connection."""
        return (self.connection or connections[self.alias]).cursor()

    def rows(self, sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with self.cursor() as cursor:
            cursor.execute(sql, arguments or None)
            return cursor.fetchall() if cursor.description else []

    def fetched_later(self, sql: str, *arguments: Any) -> Callable[[], list[tuple[Any, ...]]]:
        """Run a query; what it gives back makes its rows, once, maybe in another thread."""
        cursor = self.cursor()
        cursor.execute(sql, arguments)
        fetch: Callable[[], list[tuple[Any, ...]]] = cursor.fetchall
        return fetch

    def value(self, sql: str, *arguments: Any) -> Any:
        """Run a query for one value."""
        return self.rows(sql, *arguments)[0][0]

    def ids(self) -> Iterator[int]:
        """Supply fresh ids for the records of a plan."""
        while True:
            yield self.id_supply.take(self)

    def draw(self, count: int) -> list[int]:
        """Draw so many fresh ids at once."""
        return self.id_supply.take_some(self, count)

    def get(self, record: type[R], record_id: int) -> R:
        """Return the current version of a record, or raise NotFound; MergedChart for a patient's chart that
        another one stands for.
        """
        found = self.find(record, id=record_id)
        if not found:
            raise NotFound(f"no such {record.kind} in this practice")
        return found[0]

    def read(self, record: type[R], body: str | bytes) -> R:
        """Make the record of a body, about the chart that stands."""
        return self.charts.shown(decode(record, body)) if self.charts else decode(record, body)

    def find(
        self, record: type[R], *, order: str = "id", limit: int | None = None, **columns: Any
    ) -> list[R]:
        """Return current records whose columns equal the given values; a list means any, None is null."""
        source, arguments = Ask(record, columns).source(
            self.practice_id,
            "" if limit is None else f" ORDER BY t.{order} LIMIT {int(limit)}",
            self.charts,
        )
        rows = self.rows(f"SELECT r.body::text {source} ORDER BY t.{order}", *arguments)
        return [self.read(record, body) for (body,) in rows]

    def gather(self, *asks: Ask[Any]) -> Gathered:
        """Return the records of several kinds by one query: a screen has few to spend."""
        sql, arguments = self._together(asks)
        are_many = any(ask.names_many for ask in asks)
        return gathered(asks, self._answers(sql, arguments, are_many=are_many), self.charts)

    def bodies(self, *asks: Ask[Any]) -> Callable[[], list[Answer]]:
        """Ask now; what it gives back makes the answers, for `gathered` to make records of."""
        sql, arguments = self._together(asks)
        return self.fetched_later(sql, *arguments)

    def _together(self, asks: Iterable[Ask[Any]]) -> tuple[str, list[Any]]:
        parts, arguments = [], []
        for place, ask in enumerate(asks):
            source, values = ask.source(self.practice_id, charts=self.charts)
            parts.append(f"SELECT {place}, t.id, r.body::text {source}")
            arguments += values
        return " UNION ALL ".join(parts), arguments

    def _answers(self, sql: str, arguments: list[Any], *, are_many: bool) -> Iterable[tuple[Any, ...]]:
        """Run a query; many rows come as the server finds them, so that both sides work at once."""
        if not are_many:
            yield from self.rows(sql, *arguments)
            return
        with self.cursor() as cursor, connections[self.alias].wrap_database_errors:
            yield from cursor.stream(sql, arguments, size=STREAMED)

    def history(self, record: type[R], record_id: int) -> list[R]:
        """Return every version of a record, oldest first."""
        found = self.rows(
            "SELECT body::text FROM record WHERE practice_id = %s AND id = %s AND kind = %s ORDER BY version",
            self.practice_id,
            record_id,
            record.kind,
        )
        return [self.read(record, body) for (body,) in found]

    def next_control(self, receiver: str) -> int:
        """Give the next interchange control number (ISA13) to a receiver; it rises and is never reused."""
        sql = (
            "INSERT INTO control_number (practice_id, id, receiver, last_given) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (practice_id, receiver) DO UPDATE SET last_given = control_number.last_given + 1 "
            "RETURNING last_given"
        )
        given: int = self.value(sql, self.practice_id, next(self.ids()), receiver)
        return given

    def content(self, interchange_id: int) -> bytes:
        """Return the exact bytes of an exchanged file, or raise NotFound."""
        found = self.rows(
            "SELECT content FROM interchange_bytes WHERE practice_id = %s AND interchange_id = %s",
            *(self.practice_id, interchange_id),
        )
        if not found:
            raise NotFound("no such file in this practice")
        return bytes(found[0][0])


def array_of(values: Iterable[Any]) -> Any:
    """Return values as the argument of `= ANY`; many ids go as the text of an array, which costs a tenth."""
    wanted = list(values)
    is_ids = bool(wanted) and all(type(value) is int for value in wanted)
    return f"{{{','.join(map(str, wanted))}}}" if is_ids else wanted


_ALONE = "SET LOCAL max_parallel_workers_per_gather = 0"
"""A short look gains nothing from helpers, whose start takes longer than all of it."""


def let_help(session: Session) -> None:
    """Let the server read whole books in this transaction by several processes at once."""
    session.rows("SET LOCAL max_parallel_workers_per_gather = DEFAULT")


_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; "


def _opened(practice_id: int, alias: str, *, is_snapshot: bool) -> Charts:
    """Set the transaction's practice, and read which of its charts are merged, in one exchange."""
    own, first = int(practice_id), _SNAPSHOT if is_snapshot else ""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{first}SET LOCAL almoner.practice = '{own}'; {_ALONE}; {MERGED.format(own)}")
        while cursor.description is None:
            assert cursor.nextset(), "the last statement gives rows"
        return charts_of(cursor.fetchall())


@contextmanager
def books(
    practice_id: int,
    *,
    alias: str = "default",
    person: str = "",
    owners: tuple[str, ...] = (),
    is_snapshot: bool = False,
) -> Iterator[Session]:
    """Open one transaction on a practice's books, for a person; it commits as the block ends, or leaves
    nothing at all. All of a snapshot is of one instant, whatever others commit meanwhile.

    Raises StoreBusy where the server was lost; the next session asks for it anew.
    """
    try:
        with transaction.atomic(using=alias):
            charts = _opened(practice_id, alias, is_snapshot=is_snapshot)
            yield Session(practice_id, alias, person=person, owners=owners, charts=charts)
    except (OperationalError, InterfaceError, StoreBusy):
        connections[alias].close()
        raise StoreBusy from None
