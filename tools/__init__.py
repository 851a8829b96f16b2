"""What `./run` and `./test` are made of. Standard library only: it works before anything is installed."""
