"""What payers paid: the list, and one payment with the plan that posts it."""
