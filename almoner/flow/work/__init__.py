"""Everybody's work lists, and work that goes on after its page is left."""
