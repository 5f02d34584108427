"""Addresses of these pages."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.outcomes import dossiers, history, register, statistics

app_name = "outcomes"
urlpatterns = [
    path("", register.register, name="register"),
    path("programmes/<int:pk>/published/", register.published, name="published"),
    path("placements/<int:pk>/", register.after, name="after"),
    path("placements/<int:pk>/propose/", register.propose, name="propose"),
    path("dispositions/<int:pk>/", register.disposition, name="disposition"),
    path("dispositions/<int:pk>/withdraw/", register.withdraw, name="withdraw"),
    path("dispositions/<int:pk>/carry-out/", register.carry_out, name="carry_out"),
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<int:pk>/paper.<str:form>", dossiers.paper, name="dossier_paper"),
    path("figures/", statistics.statistics, name="statistics"),
    path("figures/years/", history.history, name="history"),
    path("figures/years/enter/", history.history_edit, name="history_edit"),
]
