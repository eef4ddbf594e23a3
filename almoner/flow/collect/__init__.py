"""What patients owe: receipts, statements, plans, refunds, write-offs, collections, estimates."""
