"""Pure rules of institutions (`bodies`) and of their people (`people`)."""
