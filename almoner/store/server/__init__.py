"""Where the books' PostgreSQL runs: a private server while it has clients, or one that is named."""
