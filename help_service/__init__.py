"""Guidance as a service: topics, context lookup, published snapshot, API, panel.

Knows nothing of patients, cases or users: a step, role, view, field or reason is a plain id here.
"""
