"""Between the records and the outside formats, one noun and one format a module."""
