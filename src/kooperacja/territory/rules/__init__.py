"""Pure rules of the territorial register: reading a file, fitting it into what is known, joining units."""
