"""Dunmiao 墩苗: runs grassroots secondment programmes from the call to the filed dossier."""

__version__ = "0.1.0"
