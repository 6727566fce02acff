"""The race: networks that learn, each with another function, side by side."""
