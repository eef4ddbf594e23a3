"""The PLB of the 835: money between payer and provider that belongs to no claim. Facts checked against the
map of pyx12 (BSD-3-Clause); its list of reasons holds for each of the six pairs, not for the first alone."""

from almoner.core.x12.guides.common import MANY, S, segment

_REASONS = (
    "50 51 72 90 AH AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS J1 L3 L6 LE LS OA OB PI "
    "PL RA RE SL TL WO WU"
)

_PAIRS = "\n".join(
    f"""
    {2 * n + 1} {usage} adjustment{n}
    {2 * n + 1}-1 R reason {_REASONS}
    {2 * n + 1}-2 S reference
    {2 * n + 2} {usage} amount{n}
    """
    for n, usage in enumerate("RSSSSS", 1)
)

PROVIDER_ADJUSTMENT = segment(
    "PLB", S, "provider_adjustment", f"1 R provider_number\n2 R fiscal_year_end\n{_PAIRS}", most=MANY
)

__all__ = ["PROVIDER_ADJUSTMENT"]
