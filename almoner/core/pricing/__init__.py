"""What a payer should allow and pay, step by step, to the cent."""

from almoner.core.pricing.fee import NATIONAL, Indices
from almoner.core.pricing.medicare import Circumstances, Medicare, Priced, total
from almoner.core.pricing.patient_share import Facts
from almoner.core.pricing.schedule import Schedules
from almoner.core.pricing.service import PriceError, Primary, Service, Step

__all__ = [
    "NATIONAL",
    "Circumstances",
    "Facts",
    "Indices",
    "Medicare",
    "PriceError",
    "Priced",
    "Primary",
    "Schedules",
    "Service",
    "Step",
    "total",
]
