"""The pages. A view does three things: reads what is asked, asks the core, shows the answer."""
