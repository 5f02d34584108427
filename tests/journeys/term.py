"""x"""
def live_the_term(story): pass
