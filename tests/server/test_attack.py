"""A seeded attack in one process: whatever is sent, the server answers it, and never with an error of its own."""

import pytest

from tests.load.forge import forged
from tests.load.within import answered

SEEDS, EACH = 6, 400


@pytest.mark.parametrize("seed", range(SEEDS))
def test_forged_requests_are_answered_or_refused(seed: int) -> None:
    statuses = [(answered(request), request) for request in forged(seed, EACH)]
    assert not [request for status, request in statuses if status >= 500]
    assert {200, 400, 404, 405} <= {status for status, _ in statuses}
