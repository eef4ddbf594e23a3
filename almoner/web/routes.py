"""Every address of the screens: each part declares its own, and a test walks them all as every role."""

from almoner.web.audit import routes as audit
from almoner.web.balances import routes as balances
from almoner.web.chart import routes as chart
from almoner.web.claims import routes as claims
from almoner.web.coding import routes as coding
from almoner.web.comments import routes as comments
from almoner.web.day import routes as day
from almoner.web.denials import routes as denials
from almoner.web.desk import routes as desk
from almoner.web.dictation import routes as dictation
from almoner.web.entry import routes as entry
from almoner.web.finding import routes as finding
from almoner.web.funnel import routes as funnel
from almoner.web.home import routes as home
from almoner.web.ledger import routes as ledger
from almoner.web.long_runs import routes as long_runs
from almoner.web.money import routes as money
from almoner.web.my_day import routes as my_day
from almoner.web.note import routes as note
from almoner.web.patients import routes as patients
from almoner.web.pay import routes as pay
from almoner.web.practice_mode import routes as practice_mode
from almoner.web.remits import routes as remits
from almoner.web.reports import routes as reports
from almoner.web.route import Route
from almoner.web.rules import routes as rules
from almoner.web.schedule import routes as schedule
from almoner.web.sending import routes as sending
from almoner.web.setup import routes as setup
from almoner.web.statements import routes as statements
from almoner.web.today import routes as today
from almoner.web.undo import routes as undo
from almoner.web.work import routes as work

ROUTES: tuple[Route, ...] = tuple(
    route
    for part in (
        audit,
        balances,
        chart,
        claims,
        coding,
        comments,
        day,
        denials,
        desk,
        dictation,
        entry,
        finding,
        funnel,
        home,
        ledger,
        long_runs,
        money,
        my_day,
        note,
        patients,
        pay,
        practice_mode,
        remits,
        reports,
        rules,
        schedule,
        sending,
        setup,
        statements,
        today,
        undo,
        work,
    )
    for route in part.ROUTES
)
