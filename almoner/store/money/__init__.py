"""What the postings say: balances, their reasons, what is owed, disputed and asked for."""
