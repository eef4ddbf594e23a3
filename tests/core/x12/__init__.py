"""Tests of the X12 grammar: example bytes first, then properties over random and damaged files."""
