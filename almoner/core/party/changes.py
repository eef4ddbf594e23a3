"""What differs between two versions of one record: each field that changed, by its path, before and after."""

from dataclasses import dataclass, fields, is_dataclass

UNSAID = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that another version holds otherwise; `path` leads to it, such as `address.zip`."""

    path: str
    before: object
    after: object


def changes(before: object, after: object) -> tuple[Change, ...]:
    """Return what changed, in the order of the fields. A part that was absent is compared as a whole."""
    assert type(before) is type(after), "versions of one record"
    return tuple(_changes(before, after, ""))


def _changes(before: object, after: object, path: str) -> list[Change]:
    if before == after:
        return []
    if not is_dataclass(before) or type(before) is not type(after):
        return [Change(path, before, after)]
    found: list[Change] = []
    for one in fields(before):
        if path or one.name not in UNSAID:
            place = f"{path}.{one.name}" if path else one.name
            found += _changes(getattr(before, one.name), getattr(after, one.name), place)
    return found
