"""A seeded attack in one process: every request is answered, and none with a server error."""

import pytest

from tests.load.forge import forge_requests
from tests.load.in_process import request_status

SEED_COUNT = 6
REQUESTS_PER_SEED = 400


@pytest.mark.parametrize("seed", range(SEED_COUNT))
def test_forged_requests_are_answered_or_refused(seed: int) -> None:
    requests = list(forge_requests(seed, REQUESTS_PER_SEED))
    statuses = [request_status(request) for request in requests]
    failed = [request for request, status in zip(requests, statuses, strict=True) if status >= 500]
    assert not failed
    assert {200, 400, 404, 405} <= set(statuses)
