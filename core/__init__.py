"""The mathematics of the page: numpy and the standard library, nothing else."""
