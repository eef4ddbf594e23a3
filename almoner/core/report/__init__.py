"""What people read: statements and figures, computed from records and postings."""
