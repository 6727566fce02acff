"""The requests of the page and the responses to them."""
