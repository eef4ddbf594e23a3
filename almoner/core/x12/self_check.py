"""Writing that reads its own output: what we write, we accept. An interchange that our checks find an error
in isn't handed out."""

from collections.abc import Iterable, Iterator

from almoner.core.x12.charset import X12WriteError
from almoner.core.x12.check import SITUATION, check_set
from almoner.core.x12.codes import NO_TABLES, Tables
from almoner.core.x12.issue import Issue
from almoner.core.x12.reader import read
from almoner.core.x12.set_writer import SetWriter
from almoner.core.x12.writer import USUAL, Envelope, Form, write


def write_checked(
    envelope: Envelope,
    sets: Iterable[SetWriter],
    *,
    level: int = SITUATION,
    tables: Tables = NO_TABLES,
    form: Form = USUAL,
) -> bytes:
    """One interchange as `write` makes it, checked up to a level (see `check_set`).

    X12WriteError with the errors as `issues`; its text names places and rules, never a value."""
    data = write(
        envelope, sets, delimiters=form.delimiters, newline=form.newline, is_extended=form.is_extended
    )
    refuse_errors(data, level=level, tables=tables)
    return data


def refuse_errors(data: bytes, *, level: int = SITUATION, tables: Tables = NO_TABLES) -> None:
    """Raises X12WriteError where these bytes, which we made, have an error up to a level."""
    errors = [issue for issue in _issues(data, level, tables) if issue.severity == "error"]
    if errors:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        place = f"{first.loop_path or first.loop or 'envelope'}: {first}"
        raise X12WriteError(f"what was made isn't what we would accept: {place}{more}", issues=tuple(errors))


def _issues(data: bytes, level: int, tables: Tables) -> Iterator[Issue]:
    document = read(data)
    yield from document.issues
    for interchange in document.interchanges:
        yield from interchange.issues
        for group in interchange.groups:
            yield from group.issues
            for each in group.sets:
                yield from check_set(each, level=level, tables=tables)
