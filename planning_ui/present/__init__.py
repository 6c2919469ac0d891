"""Presenters: from the core's records to what templates show. Templates decide nothing."""
