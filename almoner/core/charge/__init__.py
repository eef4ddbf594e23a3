"""From a person's codes to charge lines, each with a control number that it keeps for life."""

from almoner.core.charge.capture import capture
from almoner.core.charge.line import ChargeLine, line_control
from almoner.core.charge.reassign import reassign
from almoner.core.charge.responsible import responsible
from almoner.core.charge.superbill import Superbill, SuperbillLine

__all__ = ["ChargeLine", "Superbill", "SuperbillLine", "capture", "line_control", "reassign", "responsible"]
