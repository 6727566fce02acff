"""A seeded attack in one process: every request is answered, and none with a server error."""

import json
import math
from random import Random
from typing import Any

import pytest

from app import app
from tests.load.__main__ import build_move
from tests.load.client import JSON_HEADERS
from tests.load.drag import LabPage
from tests.load.forge import (
    BODIES,
    COSTLIEST_REQUESTS,
    ODD_FORMULAS,
    ForgedRequest,
    forge_formula,
    forge_requests,
)
from tests.load.in_process import request_status

SEED_COUNT = 3
REQUESTS_PER_SEED = 200


@pytest.mark.parametrize("seed", range(SEED_COUNT))
def test_forged_requests_are_answered_or_refused(seed: int) -> None:
    requests = list(forge_requests(seed, REQUESTS_PER_SEED))
    statuses = [request_status(request) for request in requests]
    failed = [request for request, status in zip(requests, statuses, strict=True) if status >= 500]
    assert not failed
    assert {200, 400, 404, 405} <= set(statuses)


@pytest.mark.parametrize("kind", range(4))
@pytest.mark.parametrize("text", ODD_FORMULAS, ids=lambda text: ascii(text)[:30])
def test_a_forged_formula_is_answered_or_refused(text: str, kind: int) -> None:
    class Chosen(Random):
        def choice(self, options: Any) -> Any:
            return text if options is ODD_FORMULAS else super().choice(options)

        def randrange(self, *_: Any) -> int:
            return kind

    assert request_status(forge_formula(Chosen(1))) in (200, 400, 413, 414)


def test_what_is_forged_and_what_loads_the_server_is_right_at_first() -> None:
    bodies = [(path, json.dumps(body).encode()) for path, body in BODIES if "api" in path]
    bodies += [("/api/update", build_move(turn)) for turn in range(0, 240, 60)]
    requests = [ForgedRequest("POST", path, body, JSON_HEADERS) for path, body in bodies]
    assert {request_status(each) for each in (*requests, *COSTLIEST_REQUESTS)} == {200}


def test_the_user_of_the_load_test_reads_elu_off_a_response() -> None:
    page, client = LabPage(), app.server.test_client()
    body = page.build_body(1, 1.5)
    answered = client.post(page.path, data=body, content_type="application/json")
    assert page.read_first_value(answered.data) == pytest.approx(1.5 * math.expm1(-10))
