"""How the page is hosted: configuration, limits, headers, caching, and the HTTP server."""
