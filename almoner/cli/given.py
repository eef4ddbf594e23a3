"""What a command is given as a file, or on standard input for "-": bounded, whatever kind of file it is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STANDARD_INPUT = "-"


class Unusable(ValueError):
    """The input can't be used; the text says why in one line, without a value of the file."""


def given(name: str, *, most: int, what: str = "the file") -> bytes:
    """Return the whole of a file of at most so many bytes. Unusable says it of `what`."""
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(most + 1)
    except OSError as error:
        raise Unusable(f"{what} can't be read: {error.strerror}") from None
    if len(content) > most:
        raise Unusable(f"{what}: larger than {max(1, most // 1_000_000)} MB")
    return content


def given_json(
    name: str, *, most: int, what: str = "the file", parse_float: Callable[[str], Any] = float
) -> Any:
    """Return what a file of JSON holds, bounded as `given`."""
    try:
        return json.loads(given(name, most=most, what=what), parse_float=parse_float)
    except (ValueError, RecursionError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable(f"{what}: not JSON") from None
