// Requests for the newest state. Several are in flight where the server is far, one where it is
// near.

const MAX_CONNECTIONS = 6; // as many as a browser opens to one host
const MIN_GAP_MS = 25; // between two requests, so that a picture follows a moving thumb
const MIN_SLOW_MS = 300; // before a request counts as slow and another may take its place
const FIRST_SLOW_MS = 1000; // the same, while the round trip is unknown
const FAILURES_UNTIL_LOST = 3; // in a row
const MAX_BACKOFF_MS = 2000; // between two attempts while nothing comes back

/**
 * @param {object} needs
 * @param {(number: number) => UpdateRequest} needs.buildRequest
 * @param {(request: UpdateRequest) => Promise<Result<UpdateResponse>>} needs.post never rejects
 * @param {(request: UpdateRequest, response: UpdateResponse) => void} needs.rememberPicture
 * @param {(request: UpdateRequest) => UpdateResponse | undefined} needs.recallPicture
 * @param {(response: UpdateResponse) => void} needs.onResponse
 * @param {() => void} needs.onRefusal the server will not answer this request, now or later
 * @param {(failures: number) => void} needs.onConnectionChange failures since the last response
 * @param {() => number} needs.now in milliseconds
 */
export function createTransport(needs) {
  let lastNumber = 0; // of the requests
  let deliveredNumber = 0; // of the newest request whose response was passed on
  let isOpen = false; // may anything be sent yet?
  let hasUnsent = false; // is there a state that no request contains?
  let inFlight = 0; // requests that are neither answered nor slow
  let isBackingOff = false;
  let failures = 0; // since the last response
  let roundTripMs = 0; // smoothed; 0 while unknown

  const isLost = () => failures >= FAILURES_UNTIL_LOST;
  const maxInFlight = () =>
    Math.min(MAX_CONNECTIONS, Math.max(1, Math.ceil(roundTripMs / MIN_GAP_MS)));
  const freeSlots = () => maxInFlight() - inFlight;
  const slowAfterMs = () => (roundTripMs ? Math.max(MIN_SLOW_MS, 4 * roundTripMs) : FIRST_SLOW_MS);

  /** Sends what was asked for so far, and from now on everything. */
  function openTransport() {
    isOpen = true;
    sendIfFree();
  }

  function send() {
    hasUnsent = true;
    sendIfFree();
  }

  function sendAtOnce() {
    isBackingOff = false;
    send();
  }

  function sendIfFree() {
    if (!isOpen || !hasUnsent || isBackingOff || freeSlots() <= 0) return;
    hasUnsent = false;
    lastNumber += 1;
    sendOne(lastNumber);
  }

  /** @param {number} number */
  async function sendOne(number) {
    const startMs = needs.now();
    let isInFlight = true;
    inFlight += 1;
    const freeSlot = () => {
      if (isInFlight) inFlight -= 1;
      isInFlight = false;
    };
    const slowTimer = setTimeout(() => {
      freeSlot();
      onFailure();
    }, slowAfterMs());
    const request = needs.buildRequest(number);
    const { response, isRefused } = await needs.post(request);
    clearTimeout(slowTimer);
    const wasSlow = !isInFlight;
    freeSlot();
    if (response) onSuccess(request, response, needs.now() - startMs);
    else if (isRefused) {
      failures = 0; // the server answers
      needs.onRefusal();
      needs.onConnectionChange(failures);
    } else if (!wasSlow) {
      // A slow request has been replaced already.
      const picture = needs.recallPicture(request);
      if (picture) deliver(picture);
      onFailure();
    }
  }

  /**
   * @param {UpdateRequest} request
   * @param {UpdateResponse} response
   * @param {number} tookMs
   */
  function onSuccess(request, response, tookMs) {
    roundTripMs = roundTripMs === 0 ? tookMs : 0.8 * roundTripMs + 0.2 * tookMs;
    failures = 0;
    sendIfFree(); // before the response is drawn, which takes time
    needs.rememberPicture(request, response);
    deliver(response);
    needs.onConnectionChange(failures);
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
      sendIfFree();
    };
    setTimeout(endBackoff, Math.min(MAX_BACKOFF_MS, 25 * 2 ** failures));
  }

  return { openTransport, send, sendAtOnce, isLost };
}
