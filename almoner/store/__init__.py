"""The books in PostgreSQL: where the server is, its tables, how plans are committed and lists read."""
