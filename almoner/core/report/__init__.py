"""What people read: statements and figures, computed from records and postings."""

from almoner.core.report.statement import Bill, PatientAccount, Stated, Statement, Wording, state
from almoner.core.report.statement_lines import StatementLine
from almoner.core.report.statement_text import text

__all__ = ["Bill", "PatientAccount", "Stated", "Statement", "StatementLine", "Wording", "state", "text"]
