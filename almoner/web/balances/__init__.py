"""What people do to balances: what waits for a second person, small balances, and cash in suspense."""
