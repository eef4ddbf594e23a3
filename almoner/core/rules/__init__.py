"""Dated policy as data: findings, cards and lookups that a step is given and never fetches."""

from almoner.core.rules.card import Card, CardError, Scope, Trial
from almoner.core.rules.finding import Because, Finding, Severity
from almoner.core.rules.policy import Policy, Rules, load

__all__ = ["Because", "Card", "CardError", "Finding", "Policy", "Rules", "Scope", "Severity", "Trial", "load"]
