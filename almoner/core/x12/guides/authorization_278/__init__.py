"""Review of services before they are given, 005010X217 (278): the request and its answer, two guides of one
number, told apart by BHT02. Structure, usage, lengths and codes were drawn from pyx12's maps of the version
before (BSD-3-Clause), public companion guides, a published record layout of the request, and published
examples.

The unit of business is the patient event (2000E), named by the trace that comes back in the answer.
"""

from almoner.core.x12.guides.authorization_278.request import GUIDE as REQUEST
from almoner.core.x12.guides.authorization_278.response import GUIDE as RESPONSE

__all__ = ["REQUEST", "RESPONSE"]
