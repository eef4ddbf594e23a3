"""Importers of code sets and rule tables, a module a family of layouts. Each finds its layout by content,
counts what it takes, skips and refuses, and gives rows; nothing is written here."""
