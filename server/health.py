"""`python -m server.health`: ask the server that the environment configures whether it answers.

Ends with 1 if it does not.
"""

import http.client
import os
import sys

from server.config import Config

TIMEOUT_S = 3
LOOPBACKS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # where a server on all addresses is found


def is_healthy(config: Config) -> bool:
    """Return whether the server at a configuration's address and port answers."""
    address = LOOPBACKS.get(config.address, config.address)
    connection = http.client.HTTPConnection(address, config.port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_healthy(Config.from_environment(os.environ)))
