"""What happened in the visit: the chart, the note as it is written and signed, and what follows from it."""
