"""Editing of the guidance."""
