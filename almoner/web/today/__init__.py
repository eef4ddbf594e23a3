"""The front desk's board of the day."""
