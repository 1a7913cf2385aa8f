from duijie.indicators.models.report_template import ReportTemplate
from duijie.indicators.models.work_report import FOLDER, WorkReport

__all__ = ["FOLDER", "ReportTemplate", "WorkReport"]
