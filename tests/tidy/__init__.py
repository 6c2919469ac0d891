"""Properties of the code itself: what must not be forgotten is a test."""
