"""How a command gets a note: UTF-8 text from a file or standard input, exactly as given, within bounds."""

from almoner.cli.given import given

MOST_BYTES = 1_000_000


class BadNote(ValueError):
    """The input can't be a note; says why, without a word of it."""


def read_note(name: str) -> str:
    """The text of a file, or of standard input for "-". Unusable where it can't be read or is too large,
    BadNote where it isn't text or is empty."""
    content = given(name, most=MOST_BYTES, what="the note")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadNote(f"the note is not UTF-8 text (byte {error.start})") from None
    if "\0" in text:
        raise BadNote("the note is not text: it holds zero bytes")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise BadNote("the note is empty")
    return text
