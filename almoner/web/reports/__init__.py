"""The practice's results: the indicators, each down to what it was made of, and the month's cost."""
