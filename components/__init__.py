"""What the page draws and says, and how it is wired."""
