"""What is kept beside the records: results counted ahead, files brought, long runs, choices."""
