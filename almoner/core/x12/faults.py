"""The rules of level 1, one row each: id (never reused), severity, code for the acknowledgement,
sentence and mend. Codes are those of the TA1 (scope interchange), AK9 (group), IK5 (set), IK3 (segment) and
IK4 (element)."""

from typing import Literal, NamedTuple


class Fault(NamedTuple):
    """What a rule says when it is broken; words only, never a value."""

    severity: Literal["error", "warning", "note"]
    scope: Literal["interchange", "group", "set", "segment", "element"]
    code: str
    message: str
    hint: str = ""
    snip: int = 1


FAULTS: dict[str, Fault] = {
    # The file
    "X-FILE-01": Fault(
        "note", "interchange", "", "The file begins with a byte order mark.", "Save it as plain text."
    ),
    "X-FILE-02": Fault(
        "note", "interchange", "", "Blanks or control characters stand outside the interchange."
    ),
    "X-FILE-03": Fault(
        "warning",
        "interchange",
        "",
        "Text that is no interchange stands outside the interchanges; it is kept but not read.",
        "Look whether something was cut off or joined to the file by mistake.",
    ),
    "X-FILE-04": Fault(
        "error",
        "interchange",
        "024",
        "An ISA is unreadable; what follows it is skipped.",
        "Ask for it again.",
    ),
    "X-FILE-05": Fault(
        "warning",
        "interchange",
        "",
        "Line breaks stand inside segments: the file was wrapped.",
        "Send it unwrapped.",
    ),
    "X-FILE-06": Fault("note", "interchange", "", "Blanks or empty segments stand between segments."),
    # Limits
    "X-LIMIT-BYTES": Fault(
        "error", "interchange", "024", "The file is larger than the limit; nothing of it is read."
    ),
    "X-LIMIT-COUNT": Fault(
        "error", "interchange", "024", "The file holds more than the limit allows; the rest isn't read."
    ),
    "X-LIMIT-SEGMENT": Fault(
        "error",
        "segment",
        "8",
        "A segment is longer than any real one and is skipped.",
        "Look for a lost terminator.",
    ),
    "X-LIMIT-ELEMENTS": Fault("error", "segment", "8", "A segment has more elements than any real one."),
    "X-LIMIT-ISSUES": Fault("note", "segment", "", "More issues were found than are listed."),
    # ISA and IEA
    "X-ISA-01": Fault(
        "error", "interchange", "024", "An ISA element hasn't its fixed width.", "Pad it with blanks."
    ),
    "X-ISA-02": Fault("error", "interchange", "010", "ISA01 is no known authorization qualifier."),
    "X-ISA-03": Fault("error", "interchange", "012", "ISA03 is no known security qualifier."),
    "X-ISA-04": Fault("error", "interchange", "005", "ISA05 is no known sender qualifier."),
    "X-ISA-05": Fault("error", "interchange", "007", "ISA07 is no known receiver qualifier."),
    "X-ISA-06": Fault("error", "interchange", "006", "ISA06, the sender, is empty."),
    "X-ISA-07": Fault("error", "interchange", "008", "ISA08, the receiver, is empty."),
    "X-ISA-08": Fault("error", "interchange", "014", "ISA09 is no date of the form YYMMDD."),
    "X-ISA-09": Fault("error", "interchange", "015", "ISA10 is no time of the form HHMM."),
    "X-ISA-10": Fault("warning", "interchange", "017", "ISA12 isn't 00501, the version in use since 2012."),
    "X-ISA-11": Fault("error", "interchange", "018", "ISA13, the control number, isn't nine digits."),
    "X-ISA-12": Fault(
        "error", "interchange", "019", "ISA14, the wish for an acknowledgement, is neither 0 nor 1."
    ),
    "X-ISA-13": Fault("error", "interchange", "020", "ISA15, the usage, is neither P nor T."),
    "X-ISA-14": Fault(
        "warning", "interchange", "", "The component and the repetition separator are the same character."
    ),
    "X-ISA-15": Fault("error", "interchange", "026", "Two delimiters are the same character."),
    "X-ISA-16": Fault("error", "interchange", "027", "ISA16, the component separator, is missing."),
    "X-IEA-01": Fault("error", "interchange", "021", "IEA01 doesn't count the groups of the interchange."),
    "X-IEA-02": Fault("error", "interchange", "001", "IEA02 isn't the control number of the ISA."),
    "X-IEA-03": Fault(
        "error", "interchange", "023", "The interchange has no IEA.", "The file was cut: ask for it again."
    ),
    "X-IEA-04": Fault(
        "warning", "interchange", "", "IEA02 and ISA13 are the same number, written in different ways."
    ),
    "X-IEA-05": Fault("warning", "interchange", "", "The last segment has no terminator."),
    # GS and GE
    "X-GS-01": Fault("error", "group", "1", "GS01, the functional identifier, isn't two letters."),
    "X-GS-02": Fault("error", "group", "6", "GS06, the control number, isn't one to nine digits."),
    "X-GS-03": Fault("error", "group", "19", "GS06 occurs twice in the interchange."),
    "X-GS-04": Fault("error", "group", "", "GS04 is no date of the form CCYYMMDD."),
    "X-GS-05": Fault("error", "group", "", "GS05 is no time of the form HHMM."),
    "X-GS-06": Fault("error", "group", "2", "GS07 isn't X.", ""),
    "X-GS-07": Fault(
        "error", "group", "2", "GS08, the version, isn't twelve characters of the expected shape."
    ),
    "X-GS-08": Fault("warning", "group", "", "GS02 or GS03 is empty or too long."),
    "X-GS-09": Fault("error", "interchange", "022", "A transaction stands outside any group."),
    "X-GE-01": Fault("error", "group", "5", "GE01 doesn't count the transactions of the group."),
    "X-GE-02": Fault("error", "group", "4", "GE02 isn't the control number of the GS."),
    "X-GE-03": Fault("error", "group", "3", "The group has no GE.", "The file was cut: ask for it again."),
    "X-GE-04": Fault("warning", "group", "", "GE02 and GS06 are the same number, written in different ways."),
    "X-GE-05": Fault("error", "interchange", "022", "A GE stands outside any group."),
    # ST and SE
    "X-ST-01": Fault("error", "set", "6", "ST01 isn't three digits."),
    "X-ST-02": Fault("error", "set", "7", "ST02, the control number, isn't four to nine characters."),
    "X-ST-03": Fault("error", "set", "23", "ST02 occurs twice in the group."),
    "X-ST-04": Fault("error", "set", "6", "The transaction is of another kind than GS01 announces."),
    "X-SE-01": Fault("error", "set", "4", "SE01 doesn't count the segments of the transaction."),
    "X-SE-02": Fault("error", "set", "3", "SE02 isn't the control number of the ST."),
    "X-SE-03": Fault(
        "error", "set", "2", "The transaction has no SE.", "The file was cut or a segment was lost."
    ),
    "X-SE-04": Fault("warning", "set", "", "SE02 and ST02 are the same number, written in different ways."),
    "X-SE-05": Fault("error", "group", "5", "An SE stands outside any transaction."),
    "X-SE-06": Fault("error", "set", "2", "The file ends inside a segment; that segment is left out."),
    # Segments and elements
    "X-SEG-01": Fault(
        "error", "interchange", "022", "Segments stand outside any transaction; they are kept but not read."
    ),
    "X-SEG-02": Fault("error", "segment", "1", "A segment id isn't two or three capitals and digits."),
    "X-SEG-03": Fault("warning", "segment", "", "A segment id is written in lower case."),
    "X-SEG-04": Fault("warning", "segment", "", "A segment ends with separators that nothing follows."),
    "X-SEG-05": Fault("warning", "element", "", "A composite ends with separators that nothing follows."),
    "X-SEG-06": Fault("error", "element", "6", "A control character stands in an element."),
    "X-SEG-07": Fault(
        "warning", "element", "6", "A character outside the X12 character sets stands in an element."
    ),
    "X-SEG-08": Fault(
        "error", "segment", "8", "The length of a binary segment doesn't lead to a terminator."
    ),
    "X-SEG-09": Fault(
        "warning",
        "segment",
        "",
        "Composites are written with another separator than ISA16 declares.",
        "Ask the sender to declare the separator that is used.",
    ),
}
