"""What the image is built with: its packages by their hashes, and what it leaves out of them."""
