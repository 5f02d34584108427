"""Doors of units, roles, accounts and the holiday table."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

UNIT = "organisations.Organisation"
CONTACT = "organisations.Contact"
GRANT = "organisations.Grant"
ACCOUNT = "accounts.User"
READERS = (
    f"{DEPARTMENT} sender receiver village handler authority inspector leader "
    "system_admin security_admin"
)
ADMINS = "system_admin security_admin"
KEEPERS = f"{DEPARTMENT} sender receiver"
# own and other are towns: a sending unit reaches neither, every office of the county both
TOWNS = {
    "sender": "", "sender_b": "", "authority": "own other",
    "system_admin": "own other", "security_admin": "own other",
}

DOORS = {
    "organisations:tree": Door(get=READERS),
    "organisations:unit": Door(UNIT, get=READERS, reach=TOWNS),
    "organisations:unit_add": Door(UNIT, get=DEPARTMENT, post=DEPARTMENT),
    "organisations:unit_edit": Door(UNIT, get=DEPARTMENT, post=DEPARTMENT),
    "organisations:contact_set": Door((UNIT, "=clerk"), get=KEEPERS, post=KEEPERS, reach=TOWNS),
    "organisations:contact_end": Door(CONTACT, post=KEEPERS, reach=TOWNS),
    "organisations:grants": Door(get="security_admin"),
    "organisations:grant_give": Door(get="security_admin", post="security_admin"),
    "organisations:grant_end": Door(GRANT, post="security_admin", reach=TOWNS),
    "organisations:accounts": Door(get=ADMINS),
    "organisations:account_add": Door(get="system_admin", post="system_admin"),
    "organisations:account": Door(ACCOUNT, get=ADMINS, reach=TOWNS),
    "organisations:account_deactivate": Door(ACCOUNT, post=ADMINS, reach=TOWNS),
    "organisations:account_activate": Door(ACCOUNT, post="system_admin", reach=TOWNS),
    "organisations:account_reset": Door(ACCOUNT, post="system_admin", reach=TOWNS),
    "organisations:welcome": Door(("=x", "=y"), get="public", post="public", ok=(404,)),
    "organisations:holidays": Door(get=DEPARTMENT),
    "organisations:holiday_set": Door(get=DEPARTMENT, post=DEPARTMENT),
    "organisations:holiday_remove": Door("=2060-10-01", post=DEPARTMENT),
}
