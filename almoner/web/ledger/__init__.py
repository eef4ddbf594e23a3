"""The receivables by age, a month's roll-forward and its close."""
