"""Every address of the product, one folder per stage."""

from django.urls import include, path

urlpatterns = [
    path("", include("dunmiao.web.home.urls")),
    path("account/", include("dunmiao.web.home.account_urls")),
    path("organisations/", include("dunmiao.web.organisations.urls")),
    path("people/", include("dunmiao.web.people.urls")),
    path("charters/", include("dunmiao.web.charter.urls")),
    path("selection/", include("dunmiao.web.selection.urls")),
    path("placements/", include("dunmiao.web.placement.urls")),
    path("development/", include("dunmiao.web.development.urls")),
    path("supervision/", include("dunmiao.web.supervision.urls")),
    path("appraisal/", include("dunmiao.web.appraisal.urls")),
    path("outcomes/", include("dunmiao.web.outcomes.urls")),
    path("audit/", include("dunmiao.web.audit.urls")),
]

handler400 = "dunmiao.web.errors.bad_request"
handler403 = "dunmiao.web.errors.forbidden"
handler404 = "dunmiao.web.errors.not_found"
handler500 = "dunmiao.web.errors.broken"
