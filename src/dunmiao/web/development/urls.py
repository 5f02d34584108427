"""Addresses of these pages."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.development import (
    views_gaps,
    views_gathering_papers,
    views_gatherings,
    views_growth,
    views_mentees,
    views_mentors,
    views_moves,
    views_needs,
    views_plan,
    views_reflections,
    views_rotation,
)

app_name = "development"
PLACED = "placements/<int:pk>/"
urlpatterns = [
    path(f"{PLACED}mentors/", views_mentors.mentors, name="mentors"),
    path(f"{PLACED}mentors/appoint/", views_mentors.mentor_appoint, name="mentor_appoint"),
    path("mentors/", views_mentees.mentees, name="mentees"),
    path("mentors/<int:pk>/change/", views_mentors.mentor_change, name="mentor_change"),
    path(f"{PLACED}mentors/note/", views_mentors.note_write, name="note_write"),
    path("mentors/<int:pk>/end/", views_mentors.mentor_end, name="mentor_end"),
    path(f"{PLACED}seats/add/", views_mentors.seat_add, name="seat_add"),
    path(f"{PLACED}plan/", views_plan.plan, name="plan"),
    path(f"{PLACED}plan/write/", views_plan.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/propose/", views_plan.plan_propose, name="plan_propose"),
    path("plans/<int:pk>/agree/", views_plan.plan_agree, name="plan_agree"),
    path("plans/<int:pk>/share/", views_plan.plan_share, name="plan_share"),
    path(f"{PLACED}plan/stage/", views_growth.stage_check, name="stage_check"),
    path("plans/<int:pk>/return/", views_plan.plan_return, name="plan_return"),
    path("plans/<int:pk>/paper/", views_plan.plan_paper, name="plan_paper"),
    path(f"{PLACED}reflections/", views_reflections.reflections, name="reflections"),
    path(f"{PLACED}reflections/write/", views_reflections.reflection_write,
         name="reflection_write"),
    path("reflections/<int:pk>/", views_reflections.reflection, name="reflection"),
    path("reflections/<int:pk>/edit/", views_reflections.reflection_edit, name="reflection_edit"),
    path("reflections/<int:pk>/readers/", views_reflections.reflection_let_read,
         name="reflection_let_read"),
    path("reflections/<int:pk>/read/", views_reflections.reflection_reveal,
         name="reflection_reveal"),
    path(f"{PLACED}gaps/", views_gaps.gaps, name="gaps"),
    path(f"{PLACED}gaps/tell/", views_gaps.feedback_give, name="feedback_give"),
    path("needs/", views_needs.needs, name="needs"),
    path("gatherings/", views_gatherings.gatherings, name="gatherings"),
    path(
        "programmes/<int:pk>/gatherings/new/", views_gatherings.gathering_new, name="gathering_new"
    ),
    path("gatherings/<int:pk>/", views_gatherings.gathering, name="gathering"),
    path("gatherings/<int:pk>/edit/", views_gatherings.gathering_edit, name="gathering_edit"),
    path("gatherings/<int:pk>/held/", views_gatherings.gathering_attend, name="gathering_attend"),
    path(
        "gatherings/<int:pk>/cancel/", views_gatherings.gathering_cancel, name="gathering_cancel"
    ),
    path(
        "gatherings/<int:pk>/notice/",
        views_gathering_papers.gathering_notice,
        name="gathering_notice",
    ),
    path("invitees/<int:pk>/words/", views_gatherings.gathering_speak, name="gathering_speak"),
    path("handovers/<int:pk>/take/", views_gatherings.handover_take, name="handover_take"),
    path("rotation/", views_rotation.rotations, name="rotations"),
    path("programmes/<int:pk>/rotation/", views_rotation.rotation_matrix, name="rotation_matrix"),
    path(
        "programmes/<int:pk>/rotation/propose/",
        views_rotation.rotation_propose,
        name="rotation_propose",
    ),
    path("rotations/<int:pk>/", views_rotation.rotation, name="rotation"),
    path(f"{PLACED}moves/", views_moves.moves, name="moves"),
    path("moves/<int:pk>/opinion/", views_moves.move_opine, name="move_opine"),
    path("moves/<int:pk>/carry-out/", views_moves.move_carry_out, name="move_carry_out"),
    path("feedback/<int:pk>/read/", views_gaps.feedback_acknowledge, name="feedback_acknowledge"),
]
