"""What the article shows: the functions and the sliders that every page to compare has."""

SHOWN = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
SLIDERS = ("range", "step", "offset", "count", "alpha")
QUERY = f"?shown={','.join(SHOWN)}"
