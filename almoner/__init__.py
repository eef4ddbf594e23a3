"""Almoner runs a medical practice's money inside its chart; this package promises its version."""

__version__ = "0.1.0"
