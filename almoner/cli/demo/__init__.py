"""The demonstration: a small practice's staff work through their days against the payer in a box, by the same flows as anyone."""

from almoner.cli.demo.run import run

__all__ = ["run"]
