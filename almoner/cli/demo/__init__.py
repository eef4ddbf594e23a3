"""The demonstration: a small practice's staff work against the payer in a box, by the flows of everybody."""

from almoner.cli.demo.run import run

__all__ = ["run"]
