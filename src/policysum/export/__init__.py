"""A Summary becomes JSON Lines, CSV, XLSX, Parquet, Markdown and the review page."""

from policysum.export.delimited import KpiCsvWriter, write_kpis_csv
from policysum.export.names import FORMATS, REVIEW_NAME, WORKBOOK_NAME, check_formats
from policysum.export.review import write_review
from policysum.export.tables import TablesWriter, write_tables

__all__ = [
    "FORMATS",
    "REVIEW_NAME",
    "WORKBOOK_NAME",
    "KpiCsvWriter",
    "TablesWriter",
    "check_formats",
    "write_kpis_csv",
    "write_review",
    "write_tables",
]
