"""What a projection is, and the SQL of its columns over a record's JSON body `b`."""

from dataclasses import dataclass

from almoner.core.plan import Record


@dataclass(frozen=True, slots=True)
class Projection:
    """A kind's record class, its columns, and whether later versions supersede the first. Of the records that
    share the columns of `latest_of` the latest counts.
    """

    record: type[Record]
    columns: dict[str, str]
    is_superseded: bool = False
    latest_of: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table carries the kind's name."""
        return self.record.kind


def text(*names: str) -> dict[str, str]:
    """Texts."""
    return {name: f"b->>'{name}'" for name in names}


def number(*names: str) -> dict[str, str]:
    """Whole numbers."""
    return {name: f"(b->>'{name}')::bigint" for name in names}


def day(*names: str) -> dict[str, str]:
    """Days."""
    return {name: f"(b->>'{name}')::date" for name in names}


def optional(*names: str) -> dict[str, str]:
    """Numbers of which 0 is none."""
    return {name: f"nullif((b->>'{name}')::bigint, 0)" for name in names}


def later(*names: str) -> dict[str, str]:
    """Numbers that records from before lack: 0 there."""
    return {name: f"coalesce((b->>'{name}')::bigint, 0)" for name in names}
