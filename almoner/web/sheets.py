"""Tables as files: CSV for other programs, a workbook for people."""

from django.http import HttpResponse

from almoner.core.report.sheet import Sheet, to_csv
from almoner.links.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(sheet: Sheet, name: str) -> HttpResponse:
    """Return a table as CSV under a name."""
    return as_file(to_csv(sheet), f"{name}.csv", "text/csv; charset=utf-8")


def as_workbook(sheet: Sheet, name: str) -> HttpResponse:
    """Return a table as a workbook under a name."""
    return as_file(workbook(sheet), f"{name}.xlsx", XLSX)


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return bytes as a file to keep."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
