"""Pages, a room each."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("duijie.portal.shell.urls")),
    path("accounts/", include("duijie.portal.entrance.urls")),
    path("accounts/people/", include("duijie.portal.accounts.urls")),
    path("audit/", include("duijie.portal.audit.urls")),
    path("county/", include("duijie.portal.county.urls")),
    path("funnel/", include("duijie.portal.funnel.urls")),
    path("work-reports/", include("duijie.portal.reports.urls")),
    path("calendar/", include("duijie.portal.calendar.urls")),
    path("jobs/", include("duijie.portal.jobs.urls")),
    path("organisations/", include("duijie.portal.organisations.urls")),
    path("duplicates/", include("duijie.portal.duplicates.urls")),
    path("common-problems/", include("duijie.portal.common_problems.urls")),
    path("exchange/", include("duijie.portal.exchange.urls")),
    path("imports/", include("duijie.portal.imports.urls")),
    path("search/", include("duijie.portal.search.urls")),
    path("site/", include("duijie.portal.site.urls")),
    path("areas/", include("duijie.portal.areas.urls")),
    path("matching/lists/", include("duijie.portal.matching.urls")),
    path("tour/", include("duijie.portal.tour.urls")),
    path("matching/runs/", include("duijie.portal.runs.urls")),
    path("matching/models/", include("duijie.portal.learning.urls")),
    path("lexicon/", include("duijie.portal.lexicon.urls")),
    path("embedding-models/", include("duijie.portal.embedding.urls")),
    path("plans/", include("duijie.portal.plans.urls")),
    path("clock-policies/", include("duijie.portal.clocks.urls")),
    path("", include("duijie.portal.inbox.urls")),
    path("", include("duijie.portal.disclosure.urls")),
    path("", include("duijie.portal.proposals.urls")),
    path("", include("duijie.portal.challenges.urls")),
    path("", include("duijie.portal.visits.urls")),
    path("", include("duijie.portal.guide.urls")),
    path("", include("duijie.portal.workspace.urls")),
    path("", include("duijie.portal.records.urls")),  # last: its addresses begin with the key of a register
]
