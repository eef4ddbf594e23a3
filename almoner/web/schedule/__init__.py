"""The schedule: who is booked when, with whom and where."""
