"""Addresses of nominations."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.selection import todo_nominations
from dunmiao.web.selection import views_nominations as asking
from dunmiao.web.selection import views_nominees as naming

PATHS = [
    path("nominations/", asking.nominations, name="nominations"),
    path("nominations/ask/<int:programme>/", asking.nominations_ask, name="nominations_ask"),
    path("nominations/<int:pk>/", naming.nomination, name="nomination"),
    path("nominations/<int:pk>/number/", asking.nomination_limit, name="nomination_limit"),
    path("nominations/<int:pk>/return/", asking.nomination_return, name="nomination_return"),
    path("nominations/<int:pk>/release/", asking.nomination_release, name="nomination_release"),
    path("nominations/<int:pk>/accept/", asking.nomination_accept, name="nomination_accept"),
    path("nominations/<int:pk>/people/", naming.nominee_choose, name="nominee_choose"),
    path("nominations/<int:pk>/people/<int:person>/", naming.nominee_name, name="nominee_name"),
    path("nominations/<int:pk>/send/", naming.nomination_send, name="nomination_send"),
    path("nominations/<int:pk>/decline/", naming.nomination_decline, name="nomination_decline"),
    path("nominees/<int:pk>/drop/", naming.nominee_drop, name="nominee_drop"),
]
PROVIDERS = todo_nominations.PROVIDERS
