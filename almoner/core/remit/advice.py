"""The nouns of an 835: a remittance (one check), its advices (one a claim), their lines, and the
provider-level amounts.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import ClassVar

from almoner.core.quick import quick

REVERSAL = "22"
FORWARDED_ONLY = "23"
PRICING_ONLY = "25"
NOT_RECOGNIZED = "4"
CROSSED_OVER = frozenset({"19", "20", "21"})
ADJUDICATED = frozenset({"1", "2", "3", NOT_RECOGNIZED}) | CROSSED_OVER
"""Values of CLP02 by what they do to the books; any other is unknown."""


class RemittanceState(StrEnum):
    """What has become of a remittance."""

    RECEIVED = "received"
    """Read and planned; a person or a rule may post it."""
    POSTED = "posted"
    """Its plan was committed."""
    UNBALANCED = "unbalanced"
    """The check does not equal its parts: nothing posts, the whole waits with an owner."""
    DAMAGED = "damaged"
    """Its transaction set is cut or miscounted: nothing posts until the payer has sent it whole."""
    DUPLICATE = "duplicate"
    """The same payment is in the books by another file, or a person says so: nothing posts."""
    SUSPECT = "suspect"
    """The trace of an earlier payment with other content: a person posts it or sets it aside."""
    MISROUTED = "misrouted"
    """For another payee: quarantined."""
    REFUSED = "refused"
    """Test data among real books."""
    REVERSED = "reversed"
    """Its batch was undone as a unit."""


@quick
@dataclass(frozen=True, slots=True)
class Adjustment:
    """One reason (CAS triplet) with its group, sign as sent, and place in the file."""

    group: str
    carc: str
    cents: int
    quantity: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount for information: which one (AMT01, or the place in MIA or MOA), and how much."""

    qualifier: str
    cents: int


@quick
@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One service (2110). `code` is what was paid, `submitted_code` the code billed where the payer changed
    it (SVC06). `qualifier` says what kind of code it is (HC, NU, ...). `remarks` keep the order of LQ; a
    remark of another list than HE carries that list's name (`RX:75`). An amount that could not be read is
    None.
    """

    control: str
    qualifier: str
    code: str
    modifiers: tuple[str, ...]
    charge_cents: int | None
    paid_cents: int | None
    adjustments: tuple[Adjustment, ...]
    remarks: tuple[str, ...] = ()
    revenue_code: str = ""
    units: str = ""
    submitted_code: str = ""
    submitted_modifiers: tuple[str, ...] = ()
    submitted_units: str = ""
    service_on: date | None = None
    allowed_cents: int | None = None
    element: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Advice:
    """One claim of a remittance (2100). `control` is our number (CLP01), `payer_control` the payer's (CLP07),
    `status` CLP02. An amount that could not be read is None, and the advice is still here. `claim_id` is 0
    until it is matched, `rank` then the place of the payer that decided. `forwarded_to` is the payer of a
    crossover (NM1*TT), `other_payer` one that should pay first (NM1*PR), the corrected member id that of
    NM1*74: proposals to coverage, accepted by a person. `original_control` is the payer's number of the
    decision before, where this one names it apart (REF*F8).
    """

    kind: ClassVar[str] = "advice"
    id: int
    remittance_id: int
    ordinal: int
    control: str
    status: str
    charge_cents: int | None
    paid_cents: int | None
    patient_cents: int | None
    payer_control: str
    lines: tuple[AdviceLine, ...]
    version: int = 1
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    claim_id: int = 0
    frequency: str = ""
    filing: str = ""
    forwarded_to: str = ""
    service_on: date | None = None
    member_id: str = ""
    element: str = ""
    amounts: tuple[Amount, ...] = ()
    other_payer: str = ""
    corrected_member_id: str = ""
    coverage_ends_on: date | None = None
    rank: int = 0
    original_control: str = ""

    def of_claim(self, claim_id: int, rank: int) -> "Advice":
        """Return this advice with the claim that it is about, as the payer of that rank decided it."""
        values = list(_VALUES(self))
        values[_CLAIM_ID], values[_RANK] = claim_id, rank
        return Advice(*values)

    @property
    def decision_control(self) -> str:
        """The payer's number of the decision that this is, or that a reversal takes back (RV11)."""
        return self.decision_controls[0]

    @property
    def decision_controls(self) -> tuple[str, ...]:
        """The numbers that the decision may have which a reversal takes back, the likeliest first. A payer
        that corrects its correction may still name the first decision of all apart, and give the number of
        the one that it takes back as the reversal's own.
        """
        if self.status == REVERSAL and self.original_control and self.original_control != self.payer_control:
            return self.original_control, self.payer_control
        return (self.payer_control,)


_FIELDS = tuple(field.name for field in fields(Advice))
_VALUES = attrgetter(*_FIELDS)
_CLAIM_ID, _RANK = _FIELDS.index("claim_id"), _FIELDS.index("rank")


@dataclass(frozen=True, slots=True)
class ProviderLevel:
    """One pair of a PLB with its own reference. Positive lowers the payment, negative raises it."""

    code: str
    reference: str
    cents: int
    element: str = ""


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment (an 835 transaction set): who pays whom, how much, by which trace."""

    kind: ClassVar[str] = "remittance"
    id: int
    interchange_id: int
    st_control: str
    payer_id: int
    payer_number: str
    payer_name: str
    payee_npi: str
    payee_tax_id: str
    method: str
    trace: str
    paid_on: date
    amount_cents: int
    claim_count: int
    received_on: date
    state: RemittanceState
    version: int = 1
    why: str = ""
    provider_level: tuple[ProviderLevel, ...] = ()
    content_sha256: str = ""
