"""Whether a claim may leave: the rules, their tables, and what would be if they were others."""
