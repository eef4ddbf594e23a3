"""The audit trail: who did what to which record, with the proof that nobody changed it."""
