"""Sets a page: a template of ours and what it shows become tagged PDF, the same bytes for the same data.

No text of others is ever taken as markup: the template gets data.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from almoner.settings import IS_TRAINING

PRACTICE = "PRACTICE"
"""Stands across every page that is printed in practice mode."""
FONTS = ("fontpkg_atkinson_hyperlegible", "fontpkg_ibm_plex_mono")
"""Packages that bring static fonts in their folder `files`; the library's own fill in for Greek and
Cyrillic.
"""
_WITHOUT_FONT = re.compile("[^\\x00-\\u024f\\u2010-\\u2026]")
"""Beyond Latin letters and the usual dashes and quotes."""
_turn = threading.Lock()


class PageError(RuntimeError):
    """The page could not be set; nothing was printed. The message holds nothing of what stood on it."""


def set_page(template: Path, data: Mapping[str, Any], *, stamp: datetime) -> bytes:
    """Return the PDF (PDF/UA-1) of a template that reads `data` as JSON. PageError where it can't be set.

    A sign of a script that the packaged fonts lack shows as `?`; a page with a hole in it would be no PDF/UA.
    """
    try:
        return _compile(template, json.dumps(data), stamp)
    except typst.TypstError:
        pass
    try:
        return _compile(template, _WITHOUT_FONT.sub("?", json.dumps(data, ensure_ascii=False)), stamp)
    except typst.TypstError:
        raise PageError("the page could not be set; see that the fonts are installed whole") from None


def _compile(template: Path, data: str, stamp: datetime) -> bytes:
    with _turn:  # one compiler, which keeps its fonts and its caches between pages
        made = _compiler().compile(
            template,
            format="pdf",
            sys_inputs={"data": data, "mark": PRACTICE if IS_TRAINING else ""},
            pdf_standards=["ua-1"],
            root=template.parent,
            timestamp=stamp,
        )
    assert isinstance(made, bytes), "a PDF is one file"
    return made


@cache
def _compiler() -> Any:
    fonts = [str(files(package) / "files") for package in FONTS]
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
