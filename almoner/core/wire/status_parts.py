"""What the sets about the state of a claim have in common: statuses, service lines, claims, with their
forms."""

from dataclasses import dataclass
from datetime import date

from almoner.core.wire.form import Each, Own
from almoner.core.wire.form_codecs import Period, Procedure
from almoner.core.wire.form_parties import Reference
from almoner.core.wire.status_words import StatusCode


@dataclass(frozen=True, slots=True)
class Status:
    """One STC: up to three codes, its day, what is done (WQ taken, U sent back), amounts in cents, the
    payment."""

    code: StatusCode | None
    on: date | None = None
    action: str = ""
    charge_cents: int | None = None
    paid_cents: int | None = None
    decided_on: date | None = None
    paid_on: date | None = None
    payment_number: str = ""
    code2: StatusCode | None = None
    code3: StatusCode | None = None
    message: str = ""

    @property
    def codes(self) -> tuple[StatusCode, ...]:
        """Its codes, one to three."""
        return tuple(each for each in (self.code, self.code2, self.code3) if each is not None)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A service line that is asked about or told of; amounts in cents, units as the file writes them."""

    procedure: Procedure | None
    charge_cents: int | None = None
    paid_cents: int | None = None
    revenue_code: str = ""
    units: str = ""
    statuses: tuple[Status, ...] = ()
    references: tuple[Reference, ...] = ()
    period: Period | None = None


STATUSES = Each(
    "statuses",
    Status,
    "STC code/status on/day action charge_cents/cents paid_cents/cents decided_on/day - paid_on/day"
    " payment_number code2/status code3/status message",
)
SERVICE = Own("SVC procedure/procedure charge_cents/cents paid_cents/cents revenue_code - - units")
SERVED = Own("DTP =472 period/period")
BEGINNING = "reference made_on/day made_at/time"
