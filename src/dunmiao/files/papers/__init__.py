"""Official papers out of plain data: Word to edit and stamp, PDF to file, sheets to work on.

    official   Word papers in the geometry of GB/T 9704-2012
    geometry   an independent check of that geometry in a finished file
    pdf        the dossier, the one-page profile, the timeline and the composition
    sheets     workbooks and comma-separated lists
    templates  a department's own Word templates, filled in a limited process

Nothing here knows Django, the clock or the database: data in, bytes out.
"""
