"""Tests of the core; they need no database."""
