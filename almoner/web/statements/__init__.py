"""What patients are asked for: statements, payment plans, debts at agencies."""
