"""Files that a reader can save: pictures, a table, a script."""
