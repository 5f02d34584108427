"""DECIDES. Pure Python: facts and a day go in, values that say why come out."""
