// The states of this visit, for undo and redo, and the URL that follows them without filling the browser's history.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const ONE_GESTURE = 1000; // ms within which changes of the same control are one step back
  const URL_PAUSE = 300; // ms between two writes of the URL: browsers refuse more than a few a second

  const past = [];
  let future = [];
  let present = null;
  let last = { names: "", time: 0 };

  lab.record = (query, names) => {
    if (present !== null && query !== present) {
      const now = performance.now();
      const going = names !== "" && names === last.names && now - last.time < ONE_GESTURE;
      if (!going) past.push(present);
      last = { names, time: now };
      future = [];
    }
    present = query;
    show();
  };

  // A change that no answer has recorded yet is dropped; it has left no state to go back from.
  lab.undo = () => {
    const waiting = lab.waiting();
    if (waiting && waiting !== last.names) lab.visit(present);
    else travel(past, future);
  };
  lab.redo = () => travel(future, past);

  // Reset goes back to where the reader is in the story, as it was made, or to the first visit. What a link has fixed
  // stays.
  lab.reset = () => {
    const place = new URLSearchParams(lab.query());
    const names = [...(place.get("hide") ?? "").split(","), ...lab.page.kept];
    const kept = names.filter((name) => place.has(name)).map((name) => `${name}=${place.get(name)}`);
    lab.visit(kept.length ? `?${kept.join("&")}` : "");
  };

  function travel(from, to) {
    if (!from.length) return;
    to.push(present);
    present = from.pop();
    last = { names: "", time: 0 };
    show();
    lab.visit(present);
  }

  function show() {
    lab.hold(lab.page.undo, { disabled: past.length === 0 });
    lab.hold(lab.page.redo, { disabled: future.length === 0 });
  }

  let url = null;
  let timer = 0;
  lab.writeUrl = (query, turned) => {
    if (turned) {
      put();
      clearTimeout(timer);
      if (location.search !== query) history.pushState(null, "", location.pathname + query);
      return;
    }
    if (url === null) timer = setTimeout(put, URL_PAUSE);
    url = query;
  };

  lab.dropUrl = () => {
    clearTimeout(timer);
    url = null;
  };

  function put() {
    if (url !== null && location.search !== url) history.replaceState(null, "", location.pathname + url);
    url = null;
  }
}
