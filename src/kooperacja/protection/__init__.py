"""What the data protection officer of an institution sees: who read what, files taken, deletion; never a family."""
