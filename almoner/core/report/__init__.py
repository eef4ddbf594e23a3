"""What people read: statements and figures, computed from records and postings."""

from almoner.core.report.statement import PatientAccount, Statement, StatementLine, state
from almoner.core.report.statement_text import text

__all__ = ["PatientAccount", "Statement", "StatementLine", "state", "text"]
