"""Pure rules and values that every room may use. Nothing here knows Django, the clock or the database."""
