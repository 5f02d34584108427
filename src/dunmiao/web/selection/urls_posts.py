"""Addresses of posts, offers and imports."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.selection import views_calls as calls
from dunmiao.web.selection import views_imports as imports
from dunmiao.web.selection import views_posts as posts
from dunmiao.web.selection import views_willingness as willing

PATHS = [
    path("calls/<int:pk>/", calls.call, name="call"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.post_new, name="post_new"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<int:pk>/close/", posts.post_close, name="post_close"),
    path("posts/<int:pk>/offer/", posts.offer_make, name="offer_make"),
    path("programmes/<int:pk>/offers/", posts.offers, name="offers"),
    path("programmes/<int:pk>/willingness/", willing.willingness, name="willingness"),
    path("programmes/<int:pk>/willingness/ask/", willing.willing_ask, name="willing_ask"),
    path("willingness/<int:pk>/", willing.willing_answer, name="willing_answer"),
    path("offers/<int:pk>/confirm/", posts.offer_confirm, name="offer_confirm"),
    path("offers/<int:pk>/withdraw/", posts.offer_withdraw, name="offer_withdraw"),
    path("programmes/<int:pk>/imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/take/", imports.import_take, name="import_take"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/checked/", imports.import_errors, name="import_errors"),
]
