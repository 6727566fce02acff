// Requests to the server. Several are in flight where it is far, one where it is near, and the newest state goes next.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  const MOST = 6; // connections that a browser opens to one host
  const PACE = 25; // ms between two requests that keep the picture moving
  const PATIENCE = 300; // ms, at least, before a request counts as slow and another may take its place
  const FIRST_PATIENCE = 1000; // ms, while nothing is known of the distance
  const LOST = 3; // failures in a row after which the server counts as gone
  const LONGEST_WAIT = 15000; // ms before a request is given up
  const LONGEST_REST = 2000; // ms between two attempts while nothing comes back

  let number = 0;
  let due = false; // is there a state that no request has said?
  let flying = 0; // requests that are neither answered nor slow
  let resting = false; // after a failure, for a moment
  let failures = 0; // since the last answer
  let roundTrip = 0; // ms, smoothed

  lab.isLost = () => failures >= LOST;

  const room = () => Math.min(MOST, Math.max(1, Math.ceil(roundTrip / PACE)));

  lab.send = () => {
    due = true;
    pump();
  };

  // A step through the story does not wait for the next attempt: its picture may be at hand.
  lab.sendAtOnce = () => {
    resting = false;
    lab.send();
  };

  function pump() {
    if (!due || !lab.ready || resting || flying >= room()) return;
    due = false;
    fly(++number);
  }

  async function fly(mine) {
    const begun = performance.now();
    flying += 1;
    let counted = true;
    const land = () => {
      if (counted) flying -= 1;
      counted = false;
    };
    const slow = setTimeout(() => {
      land();
      fail();
    }, roundTrip ? Math.max(PATIENCE, 4 * roundTrip) : FIRST_PATIENCE);
    const asked = lab.compose(mine);
    const response = await post(asked);
    clearTimeout(slow);
    // A request that was slow has been made up for already.
    const fresh = counted;
    land();
    if (response.answer) {
      const took = performance.now() - begun;
      roundTrip = roundTrip === 0 ? took : 0.8 * roundTrip + 0.2 * took;
      failures = 0;
      pump();
      lab.remember(asked, response.answer);
      lab.receive(response.answer);
      lab.showConnection(failures);
    } else if (response.refused) lab.refused();
    else if (fresh) {
      const shown = lab.recall(asked);
      if (shown) lab.receive(shown);
      fail();
    }
  }

  // The answer to a request; or that the server refuses it, and would again; or neither, where nothing came back.
  async function post(asked) {
    try {
      const response = await fetch(lab.page.path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ asked }),
        signal: AbortSignal.timeout(LONGEST_WAIT),
      });
      if (response.ok) return { answer: JSON.parse(await response.json()) };
      return { refused: response.status >= 400 && response.status < 500 && response.status !== 429 };
    } catch {
      return {};
    }
  }

  // Say it again, later and later while nothing comes back. Even if there is nothing new to say: the answer tells that
  // the server is back.
  function fail() {
    failures += 1;
    due = true;
    resting = true;
    lab.showConnection(failures);
    setTimeout(() => {
      resting = false;
      pump();
    }, Math.min(LONGEST_REST, 25 * 2 ** failures));
  }
}
