"""What a service costs, and what a payer's contract says of it."""
