"""Work lists: filtered and sorted by their address, kept under a name, taken along as a file."""
