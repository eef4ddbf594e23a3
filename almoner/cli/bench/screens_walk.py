"""Every address that a person can open, on the large practice: the time of its answers and its queries.

Processor time, ours and the server's, is what a machine that does other things leaves comparable.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from statistics import median
from typing import Any

from almoner.cli.bench.meter import cpu_of, scheduled_s
from almoner.store.session import Session, books

PASSWORD = "a-password-for-this-bench"  # noqa: S105 - the books are for measuring alone
ROLES = {
    "manager": "moira",
    "biller": "dana",
    "coder": "kim",
    "front_desk": "frances",
    "provider": "adeyemi",
    "admin": "ada",
}
"""Who looks, the one who sees most first."""
SCREEN_MS, FRAGMENT_MS, GIVEN_UP_MS = 100.0, 60.0, 3000.0
OK = 200
FRAGMENTS = frozenset(
    {"find", "find/options", "claims/<int:claim_id>/peek", "claims/<int:claim_id>/segments"}
)
"""Answers that are put into a screen that stands."""
WORDS = {"card": "eligibility-fresh", "indicator_id": "K12", "noun": "payers"}
MORE = {
    "patients": ("?q=Okafor", "?q=R0123", "?q=518"),
    "find": ("?q=Okafor", "?q=A00000", "?q=120.00"),
    "find/options": ("?q=Okafor", "?q=45.00"),
    "diagnoses": ("?written=diabetes",),
    "claims": ("?state=stuck", "?state=denied", "?state=paid", "?owner=mine&age=30&least=1"),
    "work": ("?whose=all",),
    "remittances": ("?view=all",),
    "schedule": ("?span=week",),
    "send": ("?view=rejected",),
    "home/rows": ("?of=owed",),
    "receivables": ("?on={weeks_ago}", "?on={quarter_ago}"),
    "receivables/patients": ("?on={night}",),
    "audit": ("?person=almoner&kind=claim",),
    "patients/<int:patient_id>/estimate": ("?services=99213",),
}
"""What is asked beside the bare address; of these `home/rows` has no bare one."""
_FILES = re.compile(r"\.(csv|xlsx|pdf|txt|zip)$|/file$|/sheet$|/recording$|^practice$|^sign-in$")
_PLACE = re.compile(r"<\w+:(\w+)>")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address as it is asked, by whom, and what its answers should take at most, in milliseconds."""

    address: str
    role: str
    most_ms: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answers took: milliseconds of processor, ours and the server's, and the queries of one."""

    asked: Asked
    p95_ms: float
    median_ms: float
    ours_ms: float
    queries: int

    @property
    def is_slow(self) -> bool:
        """True where more than one of twenty answers takes too long."""
        return self.p95_ms > self.asked.most_ms


def addresses(ids: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    """Yield every address for which the practice has what it is about, and the milliseconds at most; of some
    several things are asked, and a list is sorted by each of its columns, both ways.
    """
    from django.conf import settings

    urls = import_module(settings.ROOT_URLCONF)
    for each in urls.urlpatterns:
        route = str(each.pattern)
        if _FILES.search(route) or any(name not in ids for name in _PLACE.findall(route)):
            continue
        path = _PLACE.sub(lambda found: str(ids[found[1]]), route)
        most = FRAGMENT_MS if route in FRAGMENTS else SCREEN_MS
        for query in ("", *MORE.get(route, ()), *urls.orders.get(route, ())):
            yield f"/{path}{query.format(**ids)}", most


_BUSY = """
SELECT {column} FROM posting WHERE practice_id = %s AND {column} IS NOT NULL
  AND audit_id > (SELECT last_id - 5000 FROM audit_chain WHERE practice_id = %s)
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
_LAST = 'SELECT max(id) FROM "{table}" WHERE practice_id = %s'


BACK = {"night": 1, "weeks_ago": 21, "quarter_ago": 91}
"""How many days before today is asked about."""


def days_before(on: date) -> dict[str, object]:
    """Return the days as of which something is asked on a day."""
    return {name: (on - timedelta(days=back)).isoformat() for name, back in BACK.items()}


def looked_for(session: Session) -> dict[str, object]:
    """Return what the addresses are about: of the newest work that which the books say most of."""
    practice = session.practice_id
    found: dict[str, object] = dict(WORDS)
    for name in ("patient_id", "claim_id", "visit_id", "line_id", "remittance_id", "receipt_id"):
        found[name] = (session.rows(_BUSY.format(column=name), practice, practice) or [(None,)])[0][0]
    for name, table in (("denial_id", "denial"), ("payer_id", "payer"), ("record_id", "payer")):
        found[name] = session.value(_LAST.format(table=table), practice)
    found["appointment_id"] = session.value(
        "SELECT max(id) FROM appointment WHERE practice_id = %s AND state = 'booked'", practice
    )
    found["interchange_id"] = session.value(
        "SELECT max(id) FROM interchange WHERE practice_id = %s AND about = '837P'", practice
    )
    return {name: value for name, value in found.items() if value is not None}


def walk(
    practice_id: int, *, postmaster: int, tries: int, tell: Callable[[Answered], None]
) -> list[Answered]:
    """Ask every address so many times, as the role that sees most."""
    from almoner.flow.access import office
    from almoner.flow.clock import today
    from almoner.flow.users import add_user

    for role, name in ROLES.items():
        add_user(office(practice_id), name=name, password=PASSWORD, role=role)
    with books(practice_id) as session:
        ids = looked_for(session) | days_before(today(office(practice_id)))
    clients = {role: signed_in(name) for role, name in ROLES.items()}
    found = []
    for address, most in addresses(ids):
        role = _let_in(clients, address)
        if role:
            answered = _ask(clients[role], Asked(address, role, most), postmaster=postmaster, tries=tries)
            tell(answered)
            found.append(answered)
    return found


def _let_in(clients: Mapping[str, Any], address: str) -> str:
    """The first role that gets a screen at an address; none for what is only sent to, or leads elsewhere."""
    return next((role for role in ROLES if clients[role].get(address).status_code == OK), "")


def signed_in(name: str) -> Any:
    """Return a client that a person of the bench has signed in with."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.post("/sign-in", {"name": name, "password": PASSWORD})
    return client


_LETS_HELP = "max_parallel_workers_per_gather = DEFAULT"
"""What an answer says that lets the server ask helpers; any other goes without."""


def _server_s(postmaster: int, *, is_helped: bool) -> float:
    """The processor time of the process that answers this connection, and of those that helped it where any
    may. With them goes whatever else of the server's has ended meanwhile: a vacuum takes a tenth of a second.
    """
    from django.db import connections

    connections["default"].ensure_connection()
    own = scheduled_s(connections["default"].connection.info.backend_pid)
    return own + cpu_of(postmaster) if is_helped else own


def _ask(client: Any, asked: Asked, *, postmaster: int, tries: int) -> Answered:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as queries:
        client.get(asked.address)
    asked_for = len(queries)  # the next request forgets them
    is_helped = any(_LETS_HELP in one["sql"] for one in queries)
    costs, ours = [], []
    for _ in range(tries):
        own, server = time.process_time(), _server_s(postmaster, is_helped=is_helped)
        client.get(asked.address)
        ours.append((time.process_time() - own) * 1000)
        costs.append(ours[-1] + (_server_s(postmaster, is_helped=is_helped) - server) * 1000)
        if costs[-1] > GIVEN_UP_MS:
            break
    nineteenth = max(0, -(-len(costs) * 95 // 100) - 1)
    return Answered(asked, sorted(costs)[nineteenth], median(costs), median(ours), asked_for)
