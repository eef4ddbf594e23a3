"""A remittance as it was read from a file, before anything is known about our own claims."""

from dataclasses import dataclass

from almoner.core.remit.advice import Advice, Remittance
from almoner.core.x12 import Issue


@dataclass(frozen=True, slots=True)
class ReadRemittance:
    """One 835 transaction set as nouns. `is_whole`: its envelope, counts and control numbers are right.
    `is_balanced`: the check equals its claims less the provider-level amounts. `is_readable`: its amount and
    each of those can be read. `payer_numbers` are all the numbers by which the payer may be known (N104,
    REF*2U, TRN03), `usage` is P or T of its interchange.
    """

    remittance: Remittance
    advices: tuple[Advice, ...]
    issues: tuple[Issue, ...]
    is_whole: bool
    is_balanced: bool
    usage: str = "P"
    payer_numbers: tuple[str, ...] = ()
    is_readable: bool = True
