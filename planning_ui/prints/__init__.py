"""What the screens print: documents as blocks for `typeset`, one module a kind."""
