"""Who gets to a person: the department, the unit that sends them, and they themselves see most."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

PERSON = "people.Person"
READ = f"{DEPARTMENT} authority sender receiver cadre mentor"
PROFILE = f"{DEPARTMENT} authority sender cadre"
OWNERS = f"{DEPARTMENT} sender"
# a person is seen by who has them in the tree or in a placement; the mentor of the own one
DOORS = {
    "people:people": Door(get=f"{DEPARTMENT} authority sender"),
    "people:add": Door(get=OWNERS, post=OWNERS),
    "people:mine": Door(get="cadre"),
    "people:person": Door(row=PERSON, get=READ, get_act="person.read"),
    "people:photo": Door(row=PERSON, get=READ, get_act="person.read"),
    "people:edit": Door(row=PERSON, get=OWNERS, post=OWNERS),
    "people:form_download": Door(row=PERSON, post=f"{OWNERS} cadre"),
    "people:form_upload": Door(row=PERSON, get=OWNERS, post=OWNERS),
    "people:kinship": Door(row=PERSON, get=DEPARTMENT, post=DEPARTMENT),
    "people:kinship_remove": Door(row="people.Kinship", get=DEPARTMENT, post=DEPARTMENT),
    "people:held": Door(row=PERSON, get=f"{DEPARTMENT} cadre"),
    "people:flag": Door(row=PERSON, get="cadre", post="cadre"),
    "people:reveal": Door(
        row=(PERSON, "=id_number"), get=f"{OWNERS} cadre", post=f"{OWNERS} cadre"
    ),
    "people:profile": Door(row=PERSON, get=PROFILE),
    "people:profile_pdf": Door(row=PERSON, get=PROFILE),
    "people:timeline": Door(row=PERSON, get=PROFILE),
    "people:timeline_pdf": Door(row=PERSON, get=PROFILE),
}
