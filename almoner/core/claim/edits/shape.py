"""Shapes of codes and numbers as cards write them: `#` a digit, `@` a letter, `*` either, anything else
itself.

Promises a pattern that costs the same for every text of a length, whatever the card says.
"""

import re
from collections.abc import Iterable

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pattern(shapes: Iterable[str], *, without: str = "") -> re.Pattern[str]:
    """Return the pattern that matches any of the shapes; `without` are letters that no place may hold."""
    letters = "".join(letter for letter in LETTERS if letter not in without)
    places = {"#": "[0-9]", "@": f"[{letters}]", "*": f"[0-9{letters}]"}
    return re.compile(
        "|".join("".join(places.get(sign, re.escape(sign)) for sign in shape) for shape in shapes)
    )
