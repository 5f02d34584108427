"""Addresses of the people pages."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.people import held, person, pool, profile

app_name = "people"
urlpatterns = [
    path("", pool.people, name="people"),
    path("add/", person.add, name="add"),
    path("mine/", held.mine, name="mine"),
    path("<int:pk>/", person.person, name="person"),
    path("<int:pk>/photo/", person.photo, name="photo"),
    path("<int:pk>/edit/", person.edit, name="edit"),
    path("<int:pk>/form/", person.form_download, name="form_download"),
    path("<int:pk>/form/upload/", person.form_upload, name="form_upload"),
    path("<int:pk>/kinship/", person.kinship, name="kinship"),
    path("kinships/<int:pk>/remove/", person.kinship_remove, name="kinship_remove"),
    path("<int:pk>/held/", held.held, name="held"),
    path("<int:pk>/held/flag/", held.flag, name="flag"),
    path("<int:pk>/reveal/<str:field>/", held.reveal, name="reveal"),
    path("<int:pk>/profile/", profile.profile, name="profile"),
    path("<int:pk>/profile.pdf", profile.profile_pdf, name="profile_pdf"),
    path("<int:pk>/timeline/", profile.timeline, name="timeline"),
    path("<int:pk>/timeline.pdf", profile.timeline_pdf, name="timeline_pdf"),
]
