"""What the page says of a view in words and numbers."""
