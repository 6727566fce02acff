"""The limits of what one client, one request and one worker may take."""

from core.control import MAX_TEXT_LENGTH
from core.query import MAX_QUERY_LENGTH
from core.view import CONTROLS

REQUEST_TIMEOUT_S = 10  # for the head of a request, and then for its body
QUEUE_TIMEOUT_S = 10  # until a costly request has its turn
RETRY_AFTER_S = 2  # what a client is told that has waited for so long
# For each piece of a response. Systems take megabytes at once, and then nothing for long.
SEND_TIMEOUT_S = 30
PIECE_BYTES = 16_384
STALL_TIMEOUT_S = 1  # the same, while memory is short
MAX_UNSENT_BYTES = 2**23  # of the responses of one worker that are not sent yet
SHUTDOWN_TIMEOUT_S = 3  # for the requests under way when the server is stopped
HEARTBEAT_S = 1
WORKER_TIMEOUT_S = 10  # without a heartbeat, until a worker is killed
STARTUP_TIMEOUT_S = 60  # until its first heartbeat
RESPAWN_INTERVAL_S = 0.5  # between the start of a worker and the end of the one it replaces
RESTART_PAUSE_S = 0.1  # before all workers are started anew
GIL_SWITCH_S = 0.001
MAX_HEADER_BYTES = 32_768
JSON_BYTES_PER_CHARACTER = 6  # at most, as in \u20ac
# A body holds up to two queries and one raw value of each control; the rest is names and numbers.
MAX_BODY_BYTES = 2000 + JSON_BYTES_PER_CHARACTER * (
    2 * MAX_QUERY_LENGTH + len(CONTROLS) * MAX_TEXT_LENGTH
)
MAX_DISCARDED_BYTES = 2**24  # of a body that is too long
MAX_PAGES_BYTES = 2**22  # of the pages and layouts that a worker keeps; one takes some 20 kB
MAX_GZIP_BYTES = 500_000  # beyond, gzip takes longer than making the answer
MAX_OPEN_FILES = 8192  # of one worker, connections included
RESERVED_FILES = 64  # of those, for files that are no connections
MAX_WORKER_RSS_MIB = 150  # what it shares included; a worker that has more is replaced
MAX_JOB_S = 300  # from the start of a job to its last line
MAX_LINE_S = 60  # for one line of it; the process that runs jobs is killed if one takes longer
MAX_LINE_BYTES = 2**18  # of a line, and of a request for a job
MAX_JOB_BYTES = 2**23  # of all lines of a job
MAX_KEPT_JOBS_BYTES = 2**24  # of the lines of finished jobs, which are sent again when asked for
MAX_WAITING_JOBS = 64
MAX_JOBS_RSS_MIB = 250  # of the process that runs jobs, what it shares included
JOBS_NICENESS = 10  # of that process: a tenth of a processor that others want too
POSITION_INTERVAL_S = 1  # after which those who wait for a job are told their place again
JOB_TIMEOUT_S = 5  # until a job is taken or refused; longer than the start of the process takes
MAX_STREAMED_BYTES = 2**24  # of the lines that one worker holds for its clients
