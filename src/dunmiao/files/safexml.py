"""XML from strangers: no document type, no entities, nothing fetched, nothing deep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.limits import MAX_XML_DEPTH, Budget, refuse

_DTD: Final = gettext_noop(
    "The file holds a document type or entity definition, which is never read; export it again "
    "from the program it comes from."
)
_DEPTH: Final = gettext_noop(
    "The file nests its elements more than %(limit)s deep, as attack files do; export it again."
)
_BROKEN: Final = gettext_noop(
    "The file is no sound XML (line %(line)s); save it again from the program it comes from."
)


class Handler(Protocol):
    """What receives the elements; names come without their namespaces."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""

    def end(self, name: str) -> None:
        """Close an element."""

    def data(self, text: str) -> None:
        """Take a piece of text."""


def scan(chunks: Iterable[bytes], handler: Handler, budget: Budget) -> None:
    """Feed XML to a handler; FileRefused for document types, entities, depth, mass or damage."""
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
    _attach(parser.parser, handler, budget)
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise refuse(_DTD, rule="xml_dtd") from error
    except (ParseError, ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "position", (getattr(error, "lineno", 0),))[0]
        raise refuse(_BROKEN, {"line": line}, "xml_broken") from error


class _Nothing:
    def start(self, name: str, attributes: dict[str, str]) -> None:
        return None

    def close(self) -> None:
        return None


class _Expat(Protocol):
    # The one part of pyexpat's parser that is set here; its other handlers stay defusedxml's.
    StartElementHandler: object
    EndElementHandler: object
    CharacterDataHandler: object
    ordered_attributes: bool


def _attach(expat: _Expat, handler: Handler, budget: Budget) -> None:
    # Handlers set straight on expat are three times as fast as ElementTree's, which matters for
    # a sheet of 250,000 cells; the guards against entities are other handlers and stay.
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        budget.spend_element()
        if depth > MAX_XML_DEPTH:
            raise refuse(_DEPTH, {"limit": MAX_XML_DEPTH}, "xml_depth")
        handler.start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition("}")[2])

    expat.ordered_attributes = False
    expat.StartElementHandler = start
    expat.EndElementHandler = end
    expat.CharacterDataHandler = handler.data
