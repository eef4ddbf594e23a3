"""The books in PostgreSQL: where the server is, what the tables are, how plans are committed and lists are read."""
