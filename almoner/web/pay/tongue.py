"""The language of a pay page: what a template says its sentences with, and what a browser wishes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup, escape

from almoner.core.report.language import ENGLISH, Language
from almoner.flow.collect.languages import languages
from almoner.web import asked
from almoner.web.words import Status


def named(request: HttpRequest) -> str:
    """Return the code of the language that was chosen at the link's question; empty where none was."""
    said = asked.text_in_form(request, "language", longest=3) or asked.text(request, "language", longest=3)
    return said if said in languages() else ""


def wished(request: HttpRequest) -> Language:
    """Return the language that was chosen at the link's question, else the browser's first that we have."""
    known = languages()
    told = request.headers.get("Accept-Language", "")[:200].split(",")
    codes = [named(request), *(one.split(";")[0].split("-")[0].strip().lower() for one in told)]
    return next((known[code] for code in codes if code in known), ENGLISH)


def in_language(language: Language) -> Mapping[str, Any]:
    """Return what a template says its sentences with; values in them are escaped unless they are markup."""

    def say(english: str, **values: Any) -> Markup:
        return Markup(escape(language.told(english))).format(**values)  # noqa: S704 - escaped, three words before

    def state_told(status: Status) -> Status:
        return replace(status, word=language.told(status.word))

    return {
        "language": language,
        "others": [one for one in languages().values() if one.code != language.code],
        "say": say,
        "told": language.told,
        "state_told": state_told,
    }
