"""The charge that keeps a visit, and what a note must say to be one."""
