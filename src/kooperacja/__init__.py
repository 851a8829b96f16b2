"""Kooperacja: runs the Cooperation Model of Polish gminas, from a worrying concern to a closed case."""
