"""The books in PostgreSQL: where the server is, which tables there are, how plans are committed and lists read."""
