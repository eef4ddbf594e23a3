"""Dated policy as data: findings, cards and lookups that a step is given and never fetches."""

from almoner.core.rules.finding import Because, Finding, Severity

__all__ = ["Because", "Finding", "Severity"]
