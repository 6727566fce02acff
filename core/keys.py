"""The keys of the curves that the code treats specially."""

SUM = "sigmoid_sum"  # the sum of sigmoids, an entry of the table of functions
LIMIT = "limit"  # T, an integral of sigmoids; it is no entry of the table, nor are:
TERMS = "terms"  # the single sigmoids of the sum
AS_WRITTEN = "as_written"  # softplus β by the usual formula, in float32
INPUT = "input"  # the article's input, Y over X
CROSS_ENTROPY = "cross_entropy"  # of an output unit, for y = 1, as is:
SQUARED_ERROR = "squared_error"
LOSSES = "losses"  # the option that draws both
