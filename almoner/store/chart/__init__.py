"""Reads of the chart, and what of a visit is kept before it is part of it: drafts and dictations."""
