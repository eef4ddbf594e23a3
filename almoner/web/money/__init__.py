"""Screens of patients' money: receipts, refunds and credits."""
