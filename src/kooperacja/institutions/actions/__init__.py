"""What people do with institutions (`bodies`) and with their people (`people`)."""
