"""The page: what it draws, what it says, and how its parts are wired."""
