"""A practice year under trouble: files late, twice, cut or astray, outages, and kills at any statement.

Everything follows from a seed. The tests live short years, `almoner bench year` long ones.
"""

from almoner.cli.year.live import Shape, Year
from almoner.cli.year.trouble import CALM, FORGETFUL, Outage, Trouble

__all__ = ["CALM", "FORGETFUL", "Outage", "Shape", "Trouble", "Year"]
