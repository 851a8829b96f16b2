"""Components, one module per kind."""
