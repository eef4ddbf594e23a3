"""What payers and the bank send: posting, taking back, deposits, suspense, variance."""
