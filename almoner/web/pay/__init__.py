"""The pay page: what a guarantor sees by the link of a statement, and the page of a simulated processor."""
