"""What the privacy key hides: names, birth dates, member numbers, phones and addresses stand in elements of
the class `veil`, which the stylesheet blurs while names are hidden. Nothing is taken off the page: the person
who works on it shows it again with the same key.
"""

import re
from typing import Any

from markupsafe import Markup, escape

HIDDEN = "•••"
FIELDS = frozenset(
    "last first middle suffix line1 line2 city zip phone email member member_id birth birth_on "
    "holder_last holder_first holder_birth subscriber_last subscriber_first subscriber_birth "
    "subscriber_line1 subscriber_city subscriber_zip with signed_by".split()
)
"""Fields of forms that identify a patient, or who answers or holds a policy for one."""
TOLD = frozenset({"Patient", "Insured", "Member's number", "Other payers"})
"""Fields of a claim, as its differences name them, that do."""
SEGMENTS = ("NM1*", "N3*", "N4*", "DMG*", "PER*", "REF*SY*", "REF*1W*")
"""What segments of a claim that do begin with."""
_VEILED = re.compile(r'<span class="veil">.*?</span>')


def veil(said: Any) -> Markup:
    """Mark what identifies a patient; nothing stays nothing."""
    text = escape("" if said is None else said)
    return Markup('<span class="veil">%s</span>') % text if text else text


def is_private(field: str) -> bool:
    """True where a form's field of that name, or a claim's, identifies a patient."""
    return field.rpartition(".")[2] in FIELDS or field in TOLD


def veil_in(said: Any, field: str) -> Any:
    """Mark what a field says where the field identifies a patient."""
    return veil(said) if is_private(field) else said


def veil_segment(line: str) -> Any:
    """Mark a segment of a claim that identifies a person; the others can still be read."""
    return veil(line) if line.startswith(SEGMENTS) else line


def bare(title: Any, names: str) -> str:
    """Return a page's title as the browser's tab shows it: plain, and without what is hidden."""
    if not isinstance(title, Markup):
        return str(title)
    left = _VEILED.sub(HIDDEN, title) if names == "hidden" else title
    return Markup(left).striptags()  # noqa: S704 - it was escaped where it was made
