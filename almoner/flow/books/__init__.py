"""The ledger read and closed: drawer, days, months, what each cent is, the audit trail."""
