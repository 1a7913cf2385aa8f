"""Jobs of work reports. They may run twice: figures are counted once, documents replace those before."""

from typing import Any

from duijie.common.jobs import JobContext, handles
from duijie.indicators.domain import report_making
from duijie.indicators.domain.work_reports import JOB


@handles(JOB)
def make_work_report(context: JobContext) -> dict[str, Any]:
    """Count the figures and make the documents."""
    return report_making.make_documents(
        report_id=context.params["report"], version=context.params["version"], progress=context.progress
    )
