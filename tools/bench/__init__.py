"""How many settlements a second, against what the database alone could do: `make bench`."""
