"""Checks of one page while it is written: each remark with its place, reason and suggestion."""
