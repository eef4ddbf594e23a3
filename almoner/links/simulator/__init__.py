"""The payer in a box: a clearinghouse and five payers that speak X12 through a mailbox folder and nothing
else.

Promises: what it says follows from the bytes in the folder, its clock and the seed alone; it keeps no state
of its own, so a kill loses nothing; a second `advance` to the same date adds nothing."""

from almoner.links.simulator.box import Box
from almoner.links.simulator.command import main

__all__ = ["Box", "main"]
