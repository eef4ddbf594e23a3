"""The `almoner` command: each subcommand translates, makes one flow call and prints."""
