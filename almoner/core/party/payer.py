"""Payers and their plans, with the id that each transaction knows them by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Literal

from almoner.core.party.people import Address


class PayerKind(StrEnum):
    """The kind of payer, which many rules turn on."""

    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    COMMERCIAL = "commercial"
    TRICARE = "tricare"
    VA = "va"
    WORKERS_COMP = "workers_comp"
    AUTO = "auto"
    SELF_PAY = "self_pay"
    OTHER = "other"


FILINGS: Mapping[PayerKind, frozenset[str]] = MappingProxyType(
    {
        PayerKind.MEDICARE: frozenset({"MA", "MB"}),
        PayerKind.MEDICARE_ADVANTAGE: frozenset({"11", "12", "13", "14", "15", "16", "BL", "CI", "HM", "ZZ"}),
        PayerKind.MEDICAID: frozenset({"MC", "TV"}),
        PayerKind.COMMERCIAL: frozenset({"11", "12", "13", "14", "15", "BL", "CI", "DS", "FI", "HM", "ZZ"}),
        PayerKind.TRICARE: frozenset({"CH"}),
        PayerKind.VA: frozenset({"VA", "OF"}),
        PayerKind.WORKERS_COMP: frozenset({"WC", "OF"}),
        PayerKind.AUTO: frozenset({"AM", "LM"}),
    }
)
"""The claim filing indicators (837P SBR09) of a kind of payer; another kind may have any. A plan of Medicare
Advantage is no Medicare here: told as MB it would be asked why it pays second."""


RouteState = Literal["open", "asked", "closed"]


@dataclass(frozen=True, slots=True)
class PayerRoutes:
    """What the practice may exchange with a payer through the clearinghouse: claims (837), eligibility (270,
    271), claim status (276, 277) and remittances (835). `asked` waits for the payer's agreement; over a route
    that isn't open nothing goes.
    """

    claims: RouteState = "open"
    eligibility: RouteState = "open"
    status: RouteState = "open"
    remittances: RouteState = "open"


@dataclass(frozen=True, slots=True)
class Payer:
    """An insurer. The ids of the 837, 270 and 835 may differ.

    `claim_filing` is the claim filing indicator (SBR09). `filing_days` counts from the date of service to the
    payer's limit; `answer_days` is how long an accepted claim may wait before it counts as silent.
    `contract_discount_bp` is the largest share of a charge, in basis points, that may be written off without
    a contract price. `authorized_codes` are the services that it wants to allow beforehand, `capitated_codes`
    those that it pays by the head (each may be a range, `99202-99215`). `holds_until_deposit`: its payments
    are posted only when their money is in the bank. `holds_write_offs`: nothing of it is written off by
    itself; `write_off_groups` are the adjustment groups beside CO that may be, `bundled_reasons` the reason
    codes (CARC) under which a line bundled into a paid one is given up by its contract. `medigap_id` is the
    number by which Medicare passes single claims on to an insurer of supplements (55000 to 55999); one that
    gets them by agreement needs none.
    """

    kind: ClassVar[str] = "payer"
    id: int
    name: str
    payer_kind: PayerKind
    claim_filing: str
    claim_payer_id: str
    eligibility_payer_id: str
    remittance_payer_id: str
    address: Address
    filing_days: int
    answer_days: int
    version: int = 1
    contract_discount_bp: int = 8000
    takes_electronic: bool = True
    authorized_codes: tuple[str, ...] = ()
    medigap_id: str = ""
    capitated_codes: tuple[str, ...] = ()
    holds_until_deposit: bool = False
    holds_write_offs: bool = False
    write_off_groups: tuple[str, ...] = ()
    bundled_reasons: tuple[str, ...] = ()
    routes: PayerRoutes = PayerRoutes()
    bars_absence_fee: bool = False
    """Its contract lets nobody be charged for a visit that was missed; Medicaid's never does."""

    @property
    def takes_claims(self) -> bool:
        """True where electronic claims may go to it now."""
        return self.takes_electronic and self.routes.claims == "open"


@dataclass(frozen=True, slots=True)
class PayerPlan:
    """A product of a payer."""

    kind: ClassVar[str] = "payer_plan"
    id: int
    payer_id: int
    name: str
    version: int = 1
    needs_referral: bool = False
