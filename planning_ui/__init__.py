"""What staff see: pages, forms and signs. The screens call the core and decide nothing."""

from planning_ui.application import create_ui

__all__ = ["create_ui"]
