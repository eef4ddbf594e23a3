"""The patient's chart: its lists with their forms, one entry's history, the timeline, reconciliation."""
