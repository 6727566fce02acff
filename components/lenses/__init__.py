"""What the lower panel of the plot shows of the functions."""
