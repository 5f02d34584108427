"""SHOWS. One folder per stage; doors.py is how every page gets its rows."""
