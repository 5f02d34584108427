"""Doors of django-allauth that we use: sign-in, second factor, change of password."""

from __future__ import annotations

from tests.doors import Door


def own(ok: tuple[int, ...] = (200, 302), ok_post: tuple[int, ...] = ()) -> Door:
    """Give the door of a page about one's own account."""
    return Door(get="anyone", post="anyone", is_foreign=True, ok=ok, ok_post=ok_post)


def free(ok: tuple[int, ...] = (200, 302), post: bool = True) -> Door:
    """Give the door of a page for visitors."""
    return Door(get="public", post="public" if post else "", is_foreign=True, ok=ok)


DOORS = {
    "account_login": free(),
    "account_logout": free(),
    "account_inactive": free(post=False),
    "account_signup": free(ok=(200, 302, 429)),
    "account_reauthenticate": own(ok=(200, 302, 403)),
    "account_change_password": own(),
    "account_set_password": Door(get="anyone"),
    "mfa_index": own(ok_post=(405,)),
    "mfa_authenticate": free(),
    "mfa_reauthenticate": own(ok=(200, 302, 403)),
    "mfa_activate_totp": own(),
    "mfa_deactivate_totp": own(ok=(200, 302, 404)),
    "mfa_view_recovery_codes": own(ok=(200, 302, 404), ok_post=(405, 302)),
    "mfa_generate_recovery_codes": own(ok=(200, 302, 404)),
    "mfa_download_recovery_codes": own(ok=(200, 302, 404), ok_post=(404, 405)),
}
