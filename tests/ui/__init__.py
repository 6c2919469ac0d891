"""The screens, through a real application on stores in memory."""
