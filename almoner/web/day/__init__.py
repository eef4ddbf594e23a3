"""The close of a day."""
