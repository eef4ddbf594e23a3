"""Building claims, mending what holds them, and handing them to the outbox."""
