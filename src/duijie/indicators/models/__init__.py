from duijie.indicators.models.report_template import ReportTemplate
from duijie.indicators.models.work_report import WorkReport

__all__ = ["ReportTemplate", "WorkReport"]
