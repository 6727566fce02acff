// Requests to the server. Several are in flight where it is far, one where it is near, and the newest state goes next.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  const MOST = 6; // connections that a browser opens to one host
  const PACE = 33; // ms between two requests that keeps thirty pictures a second coming
  const SHORTEST_PATIENCE = 2000; // ms before a request counts as lost, at least

  let number = 0;
  let due = false; // is there anything to say that no request has said?
  let flying = 0;
  let resting = false; // after a failure, for a moment
  let failures = 0; // since the last answer
  let roundTrip = 0; // ms, smoothed

  const room = () => Math.min(MOST, Math.max(1, Math.ceil(roundTrip / PACE)));

  lab.send = () => {
    due = true;
    pump();
  };

  function pump() {
    if (!due || !lab.page || resting || flying >= room()) return;
    due = false;
    fly(++number);
    pump();
  }

  async function fly(mine) {
    flying += 1;
    const begun = performance.now();
    try {
      const answer = await post(lab.compose(mine));
      const took = performance.now() - begun;
      roundTrip = roundTrip === 0 ? took : 0.8 * roundTrip + 0.2 * took;
      failures = 0;
      flying -= 1;
      pump();
      lab.receive(answer);
    } catch (error) {
      flying -= 1;
      fail(error);
    }
    lab.showConnection(failures);
  }

  // The protocol of Dash's own renderer, for the one callback that runs on the server.
  async function post(asked) {
    const body = {
      output: `${lab.page.answer}.data`,
      outputs: { id: lab.page.answer, property: "data" },
      inputs: [{ id: lab.page.request, property: "data", value: asked }],
      changedPropIds: [`${lab.page.request}.data`],
    };
    const response = await fetch(`${lab.page.prefix}_dash-update-component`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(Math.max(SHORTEST_PATIENCE, 4 * roundTrip)),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return JSON.parse((await response.json()).response[lab.page.answer].data);
  }

  // Say it again, later and later while nothing comes back.
  function fail() {
    failures += 1;
    due = due || lab.unsettled();
    resting = true;
    setTimeout(() => {
      resting = false;
      pump();
    }, Math.min(2000, 100 * 2 ** Math.min(failures, 5)));
  }
}
