"""One module per command of the command line; `ledstang.cli` only reads the arguments."""
