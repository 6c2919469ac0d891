"""The front door: settings, clock, loading, wiring, command line, demo data."""

__version__ = "0.1.0"
