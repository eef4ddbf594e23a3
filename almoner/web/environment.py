"""The Jinja2 environment: everything escaped, nothing undefined, and only functions that say things."""

from typing import Any

from django.conf import settings
from jinja2 import Environment, StrictUndefined

from almoner.core.coding.day_codes import dotted
from almoner.web import assets, veil, words, words_claims, words_help, words_ledger, words_tasks


def make(**options: Any) -> Environment:
    """Return the environment; Django's own options stand but for these."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(**options)  # noqa: S701 - autoescape is on, three words above
    environment.globals |= {
        "asset": assets.address,
        "is_training": settings.IS_TRAINING,
        "help": words_help,
        "words": words,
        "money": words.money,
        "account": words_ledger.account,
        "dated": words_ledger.dated,
        "day": words.day,
        "short_day": words.short_day,
        "count": words.count,
        "dotted": dotted,
        "standing": words_claims.standing,
        "next_step": words_claims.next_step,
        "place": words_claims.place,
        "task_help": words_tasks.task,
        "task_shown": words_tasks.shown,
    }
    environment.filters |= {
        "veil": veil.veil,
        "veil_in": veil.veil_in,
        "veil_segment": veil.veil_segment,
        "bare": veil.bare,
    }
    environment.tests["private"] = veil.is_private
    return environment
