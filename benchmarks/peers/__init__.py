"""The others, each a program of its own in the environment of the peers."""
