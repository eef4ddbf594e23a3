"""Migrations of the store; the composite keys, guards and grants are SQL from `schema_sql`."""
