"""Forms made from the fields of a command: shown, read, kept and given back with their errors."""
