"""Forms of institutions (`bodies`) and of their people (`people`)."""
