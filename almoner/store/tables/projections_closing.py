"""How the end of a day and of a month shows: the drawer counted, day and month closed, and the cost."""

from almoner.core.collect.close import DayClose
from almoner.core.collect.drawer import DrawerCount
from almoner.core.collect.general_ledger import AccountNumber, JournalExport
from almoner.core.collect.month import MonthClose
from almoner.core.report.kpi_cost import CollectionCost
from almoner.store.tables.projection import Projection, day, number, text

CLOSING: tuple[Projection, ...] = (
    Projection(
        DrawerCount,
        day("counted_on")
        | text("counted_by", "why")
        | number("cash_cents", "check_cents", "expected_cash_cents", "expected_check_cents"),
        is_superseded=True,
    ),
    Projection(DayClose, day("closed_on") | text("closed_by")),
    Projection(CollectionCost, day("month_on") | number("cents", "technology_cents"), is_superseded=True),
    Projection(
        AccountNumber,
        text("account", "number", "name", "set_by") | day("since_on"),
        latest_of=("account",),
    ),
    Projection(JournalExport, day("since_on", "until_on") | text("taken_by") | number("entry_id")),
    Projection(MonthClose, day("month_on") | text("closed_by") | number("entry_id")),
)
