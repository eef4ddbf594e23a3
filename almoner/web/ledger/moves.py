"""The postings behind a figure of a month."""

import re

from django.http import HttpResponse

from almoner.flow.books import look_moves
from almoner.flow.books.look_moves import Figure
from almoner.flow.manage.kpi import MOST_ROWS
from almoner.web import asked
from almoner.web.door import Caller

_ACCOUNT = re.compile(r"[a-z_]{1,40}(:[0-9]{1,2})?")


def show(caller: Caller) -> HttpResponse:
    """Show what moved receivables in a month, for a reason or on an account."""
    request = caller.request
    account = asked.text(request, "account")
    figure = Figure(
        month_on=asked.day(request, "month") or caller.on,
        reason=asked.text(request, "reason", longest=40),
        account=account if _ACCOUNT.fullmatch(account) else "",
        after=min(asked.number(request, "after"), MOST_ROWS),
    )
    found = look_moves.behind(caller.actor, figure, today=caller.on)
    month = found.asked.since_on.isoformat()
    here = asked.address("/month/moves", month=month, reason=found.asked.reason, account=figure.account)
    return caller.page(
        "moves.html", frame=found.frame, found=found, here_address=here, here_after=figure.after
    )
