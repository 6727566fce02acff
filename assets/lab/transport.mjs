// Requests for the newest state: one in flight, the newest state next. While a hand moves a slider
// there is a rest after each response, which leaves the processor to the hand. After a pause the
// state is sent at once, so that its response takes one round trip and not two.

const PAUSE_MS = 50; // without a change, before the state is sent beside a request in flight
const PAUSE_SHARE = 0.25; // of a rest: the pause while a hand moves a slider
const SLOW_MS = 1500; // before a request counts as failed; its response is used all the same
const FAILURES_UNTIL_LOST = 3; // in a row
const IDLE_CONNECTION_MS = 8000; // less than the time after which a server closes a connection
const MAX_BACKOFF_MS = 2000; // between two attempts while nothing comes back

/**
 * @param {object} needs
 * @param {(number: number) => UpdateRequest} needs.buildRequest
 * @param {(request: UpdateRequest) => Promise<Result<UpdateResponse>>} needs.post never rejects
 * @param {() => void} needs.openConnection for a request beside the one in flight
 * @param {(request: UpdateRequest, response: UpdateResponse) => void} needs.rememberPicture
 * @param {(request: UpdateRequest) => UpdateResponse | undefined} needs.recallPicture
 * @param {(response: UpdateResponse) => void} needs.onResponse
 * @param {() => void} needs.onRefusal the server will not answer this request, now or later
 * @param {(action: () => void) => void} needs.runLater once the browser has drawn
 * @param {() => number} needs.restMs from a response to the next request, but after a pause
 * @param {(failures: number) => void} needs.onConnectionChange failures since the last response
 */
export function createTransport(needs) {
  let lastNumber = 0; // of the requests
  let deliveredNumber = 0; // of the newest request whose response was passed on
  let isOpen = false; // may anything be sent yet?
  let hasUnsent = false; // is there a state that no request contains?
  let inFlight = 0; // requests that have neither been answered nor failed
  let isResting = false;
  let pauseTimer = 0;
  let isBackingOff = false;
  let failures = 0; // since the last response
  let connectedAt = 0; // when the second connection was opened

  const isLost = () => failures >= FAILURES_UNTIL_LOST;

  /** Sends what was asked for so far, and from now on everything. */
  function openTransport() {
    isOpen = true;
    sendUnsent();
  }

  function send() {
    hasUnsent = true;
    clearTimeout(pauseTimer);
    if (inFlight === 0 && !isResting) sendUnsent();
    else pauseTimer = setTimeout(sendUnsent, PAUSE_SHARE * needs.restMs() || PAUSE_MS);
  }

  function sendAtOnce() {
    isBackingOff = false;
    isResting = false;
    send();
  }

  /** The hand has let go: nothing newer will come soon. */
  function endDrag() {
    clearTimeout(pauseTimer);
    isResting = false;
    sendUnsent();
  }

  function sendUnsent() {
    if (!isOpen || !hasUnsent || isBackingOff) return;
    hasUnsent = false;
    lastNumber += 1;
    sendOne(lastNumber);
  }

  /** @param {number} number */
  async function sendOne(number) {
    let isSlow = false;
    inFlight += 1;
    const slowTimer = setTimeout(() => {
      isSlow = true;
      inFlight -= 1;
      onFailure();
    }, SLOW_MS);
    const request = needs.buildRequest(number);
    const posted = needs.post(request);
    keepConnection();
    const { response, isRefused } = await posted;
    clearTimeout(slowTimer);
    if (!isSlow) inFlight -= 1;
    if (response) onSuccess(request, response);
    else if (isRefused) {
      failures = 0; // the server answers
      needs.onRefusal();
      needs.onConnectionChange(failures);
    } else if (!isSlow) {
      const picture = needs.recallPicture(request);
      if (picture) deliver(picture);
      onFailure();
    }
  }

  function keepConnection() {
    if (Date.now() - connectedAt < IDLE_CONNECTION_MS) return;
    connectedAt = Date.now();
    needs.openConnection();
  }

  /**
   * @param {UpdateRequest} request
   * @param {UpdateResponse} response
   */
  function onSuccess(request, response) {
    failures = 0;
    needs.rememberPicture(request, response);
    deliver(response);
    isResting = needs.restMs() > 0;
    setTimeout(() => needs.runLater(endRest), needs.restMs());
    needs.onConnectionChange(failures);
  }

  function endRest() {
    isResting = false;
    if (inFlight === 0) sendUnsent();
  }

  /**
   * Passes a response on, unless a newer one came before it.
   * @param {UpdateResponse} response
   */
  function deliver(response) {
    if (response.number <= deliveredNumber) return;
    deliveredNumber = response.number;
    needs.onResponse(response);
  }

  /**
   * Sends again, later and later while nothing comes back. Even when nothing is new: the response
   * shows that the server is back.
   */
  function onFailure() {
    failures += 1;
    hasUnsent = true;
    isBackingOff = true;
    needs.onConnectionChange(failures);
    const endBackoff = () => {
      isBackingOff = false;
      sendUnsent();
    };
    setTimeout(endBackoff, Math.min(MAX_BACKOFF_MS, 25 * 2 ** failures));
  }

  return { openTransport, send, sendAtOnce, endDrag, isLost };
}
