"""How a command gets a note: UTF-8 text from a file or standard input, exactly as given, within bounds."""

import sys
from pathlib import Path

MOST_BYTES = 1_000_000


class BadNote(ValueError):
    """The input can't be a note; says why, without a word of it."""


def read_note(name: str) -> str:
    """The text of a file, or of standard input for "-". BadNote where it can't be read, isn't text, is
    empty or too large."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadNote(f"the note can't be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise BadNote("the note is larger than 1 MB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadNote(f"the note is not UTF-8 text (byte {error.start})") from None
    if "\0" in text:
        raise BadNote("the note is not text: it holds zero bytes")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise BadNote("the note is empty")
    return text
