"""Checks a named predicate and its parameters against what Python knows."""

from __future__ import annotations

from collections.abc import Mapping

from dunmiao.engine.charter.convert import FaultError, nearest
from dunmiao.engine.charter.errors import Problems
from dunmiao.engine.charter.names import Parameter, Signature
from dunmiao.engine.reasons import Said, gettext_noop


def check_parameters(
    path: str,
    predicate: str,
    given: Mapping[str, object],
    known: Mapping[str, Signature],
    problems: Problems,
) -> None:
    """Note an unknown predicate, a parameter too many or too few, and a value that does not fit."""
    if predicate not in known:
        problems.add(
            f"{path}.predicate",
            Said(gettext_noop('no predicate is called "%(predicate)s"'), predicate=predicate),
            nearest(predicate, known),
        )
        return
    signature = known[predicate]
    for name in sorted(set(given) - set(signature)):
        remedy = (
            nearest(name, signature)
            if signature
            else Said(gettext_noop("leave the parameters out"))
        )
        problems.add(
            f"{path}.parameters.{name}",
            Said(
                gettext_noop("%(predicate)s has no parameter %(name)s"),
                predicate=predicate,
                name=name,
            ),
            remedy,
        )
    for name, parameter in signature.items():
        if name not in given:
            if not set(given) - set(signature):
                problems.add(
                    f"{path}.parameters.{name}",
                    Said(
                        gettext_noop("%(predicate)s needs %(name)s"), predicate=predicate, name=name
                    ),
                    Said(gettext_noop("write parameters = {%(name)s = …}"), name=name),
                )
            continue
        try:
            _check_value(parameter, given[name])
        except FaultError as fault:
            problems.add(f"{path}.parameters.{name}", fault.message, fault.remedy)


def _check_value(parameter: Parameter, value: object) -> None:
    if parameter.kind == "number":
        _check_number(parameter, value)
    elif parameter.kind == "word":
        _check_word(parameter, value)
    elif parameter.kind == "words":
        if not isinstance(value, tuple) or not value:
            raise FaultError(
                Said(gettext_noop("%(value)s is not a list of words"), value=repr(value)),
                Said(gettext_noop('write a list, such as ["…"]')),
            )
        for word in value:
            _check_word(parameter, word)
    else:
        if not isinstance(value, Mapping) or not value:
            raise FaultError(
                Said(gettext_noop("%(value)s is not a table"), value=repr(value)),
                Said(gettext_noop('write a table, such as {"132" = 45}')),
            )
        for word, number in value.items():
            _check_word(parameter, word)
            _check_number(parameter, number)


def _check_number(parameter: Parameter, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FaultError(
            Said(gettext_noop("%(value)s is not a whole number"), value=repr(value)),
            Said(gettext_noop("write a whole number without quotes")),
        )
    if value < parameter.least:
        raise FaultError(
            Said(gettext_noop("%(value)s is too small"), value=value),
            Said(gettext_noop("write %(least)s or more"), least=parameter.least),
        )


def _check_word(parameter: Parameter, value: object) -> None:
    if not isinstance(value, str) or value not in parameter.words:
        raise FaultError(
            Said(gettext_noop("%(value)s is not known here"), value=repr(value)),
            nearest(str(value), parameter.words),
        )
