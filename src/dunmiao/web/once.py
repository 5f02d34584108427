"""Every form may arrive twice: the second arrival gets the first one's answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse

from dunmiao.stages.common.models import Submission
from dunmiao.web.errors import bad_submission

Next = Callable[[Any], HttpResponse]
FIELD = "submission_key"
FREE = ("/account/", "/sign-out/")  # django-allauth's own forms change nothing of ours


class OnceMiddleware:
    """Run a POST inside one transaction together with its key; replay what was done before.

    The key is made by the page (or its script) and bound to user, path and content: the same key
    with other content is refused (trust.md 2). An answer of 400 or more leaves nothing behind,
    the key included, so that the corrected form may be sent again.
    """

    def __init__(self, get_response: Next) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Let reading through; take a write once."""
        if request.method != "POST" or not request.user.is_authenticated:
            return self.get_response(request)
        if request.path.startswith(FREE):
            return self.get_response(request)
        key = request.POST.get(FIELD, "")
        if not 8 <= len(key) <= 64:
            return bad_submission(request, changed=False)
        return self._take(request, key, _digest(request))

    def _take(self, request: Any, key: str, digest: str) -> HttpResponse:
        try:
            with transaction.atomic():
                row = Submission.objects.create(
                    user=request.user, key=key, path=request.path[:300], digest=digest
                )
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                else:
                    row.status = response.status_code
                    row.location = response.headers.get("Location", "")[:500]
                    row.save(update_fields=["status", "location"])
                return response
        except IntegrityError:
            row = Submission.objects.filter(user=request.user, key=key).first()
            if row is None:  # the fault was the view's own, not a second arrival
                raise
            return self._replay(request, row, digest)

    @staticmethod
    def _replay(request: Any, row: Submission, digest: str) -> HttpResponse:
        if row.digest != digest or row.path != request.path[:300]:
            return bad_submission(request, changed=True)
        response = HttpResponse(status=row.status or 204)
        if row.location:
            response.headers["Location"] = row.location
        response.headers["Dunmiao-Replayed"] = "1"
        return response


def _digest(request: Any) -> str:
    whole = hashlib.sha256()
    for name in sorted(request.POST):
        if name not in {FIELD, "csrfmiddlewaretoken"}:
            whole.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            whole.update(repr((name, upload.name, upload.size)).encode())
            for chunk in upload.chunks():
                whole.update(chunk)
            upload.seek(0)
    return whole.hexdigest()
