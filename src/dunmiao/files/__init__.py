"""Reads and writes files: plain data in, plain data or bytes out; no Django, no clock."""
