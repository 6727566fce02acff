"""The two panels of the plot as a plotly figure."""
