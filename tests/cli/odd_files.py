"""Files in every form that senders are known to give them, made from a clean one: other delimiters, wrapped,
damaged, cut, joined. Each form says what the commands must still make of it."""

from collections.abc import Callable
from dataclasses import dataclass

ANSWERED = "000000009"
"""The interchange that a TA1 among these answers."""
Marks = tuple[str, str, str]
"""Element, component and repetition separator."""


@dataclass(frozen=True)
class Original:
    """A clean file as its segments, of which a binary payload is one."""

    segments: tuple[bytes, ...]

    @classmethod
    def of(cls, data: bytes) -> "Original":
        """The segments of a file whose terminator is a tilde with a line feed behind."""
        return cls(tuple(data.removesuffix(b"~\n").split(b"~\n")))

    def written(self, marks: Marks = ("*", ":", "^"), end: bytes = b"~\n") -> bytes:
        """The file with other delimiters; a payload stays as it is."""
        table = bytes.maketrans(b"*:^", "".join(marks).encode("latin-1"))
        return b"".join(_translated(each, table) + end for each in self.segments)

    def changed(self, change: Callable[[bytes], bytes]) -> "Original":
        """The file with each segment changed."""
        return Original(tuple(change(each) for each in self.segments))


def _translated(segment: bytes, table: bytes) -> bytes:
    head, mark, payload = segment.partition(b"*") if segment.startswith(b"BIN*") else (segment, b"", b"")
    size, second, rest = payload.partition(b"*")
    return (head + mark + size + second).translate(table) + rest


@dataclass(frozen=True)
class Form:
    """One odd form. `times` is how often every claim must come; -1 leaves open which come (the file is cut).
    `status` is what a check must answer, where that is certain. `alters` says that a text of the file is
    changed, so that the rows may differ in it."""

    make: Callable[[Original], bytes]
    times: int = 1
    status: int | None = None
    alters: bool = False


def _ends(end: bytes) -> Form:
    return Form(lambda file: file.written(end=end), status=0)


def _marks(element: str, component: str, repetition: str, end: bytes) -> Form:
    return Form(lambda file: file.written((element, component, repetition), end), status=0)


def _plain(change: Callable[[bytes], bytes], times: int = 1, status: int | None = None) -> Form:
    return Form(lambda file: change(file.written(end=b"~")), times, status)


def _wrapped(width: int, line_end: bytes) -> Form:
    def make(file: Original) -> bytes:
        data = file.written(end=b"~")
        whole = data.find(b"~BIN*")
        head, tail = (data, b"") if whole < 0 else (data[: whole + 1], data[whole + 1 :])
        return line_end.join(head[at : at + width] for at in range(0, len(head), width)) + tail

    return Form(make, status=0)


def _each(change: Callable[[bytes], bytes], *, status: int | None = None, alters: bool = False) -> Form:
    def safe(segment: bytes) -> bytes:
        return segment if segment[:3] in (b"ISA", b"BIN") else change(segment)

    return Form(lambda file: file.changed(safe).written(), status=status, alters=alters)


def _header(change: Callable[[bytes], bytes], status: int | None = None) -> Form:
    return Form(
        lambda file: Original((change(file.segments[0]), *file.segments[1:])).written(), status=status
    )


def _without(*ids: bytes) -> Form:
    def make(file: Original) -> bytes:
        return Original(tuple(each for each in file.segments if each.split(b"*")[0] not in ids)).written()

    return Form(make, status=1)


def _again(
    file: Original, *, second: Marks = ("*", ":", "^"), end: bytes = b"~\n", between: bytes = b""
) -> bytes:
    return file.written() + between + _renumbered(file).written(second, end)


def _renumbered(file: Original) -> Original:
    return file.changed(
        lambda each: each.replace(b"*000000101", b"*000000102") if each[:3] in (b"ISA", b"IEA") else each
    )


def _two_groups(file: Original) -> bytes:
    isa, *inner, iea = file.segments
    other = [each.replace(b"*101", b"*102", 1) if each[:2] in (b"GS", b"GE") else each for each in inner]
    return Original((isa, *inner, *other, iea.replace(b"IEA*1", b"IEA*2"))).written()


def _two_sets(file: Original) -> bytes:
    isa, gs, *inner, ge, iea = file.segments
    other = [each.replace(b"*0001", b"*0002", 1) if each[:2] in (b"ST", b"SE") else each for each in inner]
    return Original((isa, gs, *inner, *other, ge.replace(b"GE*1", b"GE*2"), iea)).written()


def _with_ta1(file: Original) -> bytes:
    isa, *rest = file.segments
    return Original((isa, f"TA1*{ANSWERED}*240109*1200*A*000".encode(), *rest)).written()


def _cut_at(share: float) -> Form:
    return Form(lambda file: file.written()[: int(len(file.written()) * share)], -1, 1)


def _lower(segment: bytes) -> bytes:
    head, mark, rest = segment.partition(b"*")
    return head.lower() + mark + rest


def _elsewhere_composite(file: Original) -> bytes:
    """Composites with a separator that wasn't declared."""
    data = file.written(("*", ">", "^"))
    return data.replace(b"*T*>", b"*T*:", 1)


FORMS: dict[str, Form] = {
    "as it is": _ends(b"~\n"),
    "no line ends": _ends(b"~"),
    "CR LF behind each": _ends(b"~\r\n"),
    "CR behind each": _ends(b"~\r"),
    "line feed as terminator": _ends(b"\n"),
    "CR as terminator": _ends(b"\r"),
    "CR LF as terminator": _ends(b"\r\n"),
    "apostrophe as terminator": _ends(b"'"),
    "0x1D as terminator": _ends(b"\x1d"),
    "0x1C as terminator": _ends(b"\x1c\n"),
    "0x07 as terminator": _ends(b"\x07"),
    "a high byte as terminator": _ends(b"\xa7"),
    "0x1D and CR LF": _ends(b"\x1d\r\n"),
    "bar and angle": _marks("|", ">", "^", b"~\n"),
    "control characters for all": _marks("\x1d", "\x1f", "\x1e", b"\x1c"),
    "signs for all": _marks("!", "@", "#", b"%"),
    "a tab between elements": _marks("\t", "<", "^", b"\n"),
    "a semicolon between components": _marks("*", ";", "^", b"~"),
    "a backslash between elements": _marks("\\", ":", "}", b"~\r\n"),
    "star and tilde the other way round": _marks("~", ":", "^", b"*"),
    "high bytes for all": _marks("\xf1", "\xf2", "\xf3", b"\xf4"),
    "no terminator at the end": _plain(lambda data: data[:-1], status=0),
    "line ends at the end": _plain(lambda data: data + b"\r\n\r\n", status=0),
    "byte order mark": _plain(lambda data: b"\xef\xbb\xbf" + data, status=0),
    "byte order mark and blank lines": _plain(lambda data: b"\xef\xbb\xbf\r\n\r\n" + data, status=0),
    "blank lines in front": _plain(lambda data: b"\n\n  \n" + data, status=0),
    "NULs in front": _plain(lambda data: b"\0\0\0" + data, status=0),
    "NULs behind": _plain(lambda data: data + b"\0" * 512, status=0),
    "Ctrl-Z behind": _plain(lambda data: data + b"\x1a", status=0),
    "NULs and Ctrl-Z behind": _plain(lambda data: data + b"\r\n\x1a\0\0", status=0),
    "text behind": _plain(lambda data: data + b"\nend of file 17 records\n"),
    "text in front": _plain(lambda data: b"$$ADD ID=A BID='B'\n" + data),
    "prose with ISA in front": _plain(lambda data: b"the ISA below is ours\n" + data),
    "a blank behind each terminator": _ends(b"~ "),
    "a NUL behind each terminator": _ends(b"~\0"),
    "blank lines between": _ends(b"~\n\n\n"),
    "indented lines": _ends(b"~\r\n    "),
    "empty segments": _ends(b"~~"),
    "line ends here and there": _plain(lambda data: data.replace(b"~", b"~\n", 7), status=0),
    "wrapped at 80": _wrapped(80, b"\n"),
    "wrapped at 80 with CR LF": _wrapped(80, b"\r\n"),
    "wrapped at 72": _wrapped(72, b"\n"),
    "wrapped at 13, in the ISA and in ids": _wrapped(13, b"\n"),
    "lower-case ids": _each(_lower, status=0),
    "trailing element separators": _each(lambda each: each + b"***", status=0),
    "Latin-1 in a name": _each(lambda each: each.replace(b"ELM", b"\xc9LM"), alters=True),
    "UTF-8 in a name": _each(lambda each: each.replace(b"ELM", "ÉLM".encode()), alters=True),
    "a tab in a name": _each(lambda each: each.replace(b"ELM ", b"ELM\t"), alters=True),
    "a short ISA field": _header(lambda isa: isa.replace(b"ELMBILLING     ", b"ELMBILLING"), 1),
    "a long ISA field": _header(lambda isa: isa.replace(b"CEDARHUB       ", b"CEDARHUB         "), 1),
    "an ISA without padding": _header(lambda isa: isa.replace(b" ", b""), 1),
    "version 00401": _header(lambda isa: isa.replace(b"*^*00501", b"*U*00401")),
    "a caret between components too": _marks("*", "^", "^", b"~\n"),
    "composites by another separator": Form(_elsewhere_composite),
    "two interchanges": Form(_again, 2, 0),
    "two interchanges, other delimiters": Form(
        lambda file: _again(file, second=("|", ">", "}"), end=b"'", between=b"\r\n"), 2, 0
    ),
    "two interchanges, one wrapped by line feeds": Form(lambda file: _again(file, end=b"\n"), 2, 0),
    "two groups": Form(_two_groups, 2, 0),
    "two transactions": Form(_two_sets, 2, 0),
    "a TA1 in front of the group": Form(_with_ta1, 1, 0),
    "no IEA": _without(b"IEA"),
    "no GE and IEA": _without(b"GE", b"IEA"),
    "no SE, GE and IEA": _without(b"SE", b"GE", b"IEA"),
    "no GS and GE": _without(b"GS", b"GE"),
    "cut in the last quarter": _cut_at(0.8),
    "cut in the middle": _cut_at(0.5),
    "cut, and whole behind": Form(
        lambda file: file.written()[: len(file.written()) * 9 // 10] + _renumbered(file).written(), -1, 1
    ),
}

JUNK: dict[str, bytes] = {
    "empty": b"",
    "blanks": b" \r\n\t\n",
    "NULs": b"\0" * 300,
    "prose": b"ISA is the first segment of an interchange, and this is a letter about it.\n" * 5,
    "PDF": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"\xff\xd8ISA" * 50,
    "ZIP": b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(range(256)),
    "JSON": b'{"kind": "claim", "ISA": "ISA*00*"}',
    "EDIFACT": b"UNA:+.? 'UNB+UNOA:1+SENDER+RECEIVER+240110:1200+1'UNZ+0+1'",
    "HTML": b"<!doctype html><title>ISA*00*</title>",
    "CSV": b"claim,amount\nP1,245.50\n",
    "an ISA alone": b"ISA",
    "an ISA cut in its fields": b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEI",
}
