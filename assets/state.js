// The state of the page: the text of its URL as the server last cleaned it, and the changes asked for since.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  const LONGEST_QUERY = 3000; // characters; the server reads no more

  let settled = ""; // the query of the newest answer that was painted, or the one that a visit asks for
  let shown = ""; // the query of what is painted
  let painted = 0; // and its number
  let visiting = false; // was another state asked for, that no answer has been painted of?
  let whole = 0; // the request whose answer is a whole picture, Infinity while it waits to go, 0 when none is due
  let barrier = 0; // the first request that knows of the last visit; what was asked before it is of no use
  let turns = 0; // through the story: all that were asked for,
  let turnsSettled = 0; // and those that the settled query has in it
  const turnsOf = new Map(); // request -> the turns it knows of
  const changes = new Map(); // control name -> {raw, number of the first request that carries it, turns before it}
  const held = new Map(); // control name -> what its slider or switches hold, as text

  // The first picture is in the layout. What the reader does before it is drawn is kept, and asked for after it.
  lab.start = async (start) => {
    lab.page = start;
    await lab.drawn(start.plot);
    settled = shown = start.query;
    lab.listenToThumbs(start.sliders);
    lab.applyLook(start.theme, start.mode);
    lab.record(settled, "");
    const resized = start.mode === "lecture" && lab.height() !== start.height;
    const unasked = location.search.replace(/^\?/, "") !== start.asked || lab.dark() !== start.dark;
    if (unasked || resized) lab.visit(location.search);
    else lab.writeUrl(settled);
    if (start.inScene) lab.repaint(); // for the memory: a scene that was shown stays shown
    lab.ready = true;
    if (lab.unsettled()) lab.send();
    lab.listenToWords(start.query);
  };

  // A control moved. The page's own writes come back through here too, perhaps after something else was asked for.
  const echoes = new Map(); // control name -> what was written into its switches, until it comes back
  lab.expectEcho = (name, text) => echoes.set(name, text);
  lab.change = (name, raw) => {
    const text = String(raw);
    const isEcho = echoes.get(name) === text;
    echoes.delete(name);
    if (raw === undefined || isEcho || held.get(name) === text) return;
    held.set(name, text);
    ask(name, raw);
  };

  // A text was typed beside a slider; the server makes a number of it. A box that is left after Enter was pressed in it
  // has said it already, perhaps long ago.
  const typedIn = new Set(); // ids of boxes
  document.addEventListener("input", (event) => typedIn.add(event.target.id));
  lab.type = (name, box, texts) => {
    const typed = texts.map((text) => text ?? "");
    if (typedIn.delete(box)) lab.ask({ [name]: typed.length > 1 ? typed : typed[0] });
  };

  // Something else than the controls themselves asks for other settings.
  lab.ask = (settings) => {
    for (const [name, raw] of Object.entries(settings)) {
      held.delete(name);
      ask(name, raw);
    }
  };

  function ask(name, raw) {
    // A new scene leaves behind what was asked of the one before.
    if (name === "scene") for (const other of changes.keys()) if (!lab.page.kept.includes(other)) changes.delete(other);
    changes.set(name, { raw, number: Infinity, turns });
    lab.send();
  }

  // Go to another state, whole: undo, redo, reset, Back and Forward.
  lab.visit = (query) => {
    settled = query.slice(0, LONGEST_QUERY);
    changes.clear();
    turnsSettled = turns;
    barrier = Infinity;
    visiting = true;
    lab.dropUrl();
    lab.repaint();
  };

  lab.repaint = () => {
    whole = Infinity;
    lab.send();
  };

  lab.query = () => settled;
  lab.waiting = () => [...changes.keys()].join();
  lab.unsettled = () => whole > 0 || changes.size > 0 || turns !== turnsSettled;

  // What request `number` says: the last known state, and every change that no painted answer has in it yet.
  lab.compose = (number) => {
    if (whole === Infinity) whole = number;
    if (barrier === Infinity) barrier = number;
    turnsOf.set(number, turns);
    const raws = {};
    for (const [name, change] of changes) {
      change.number = Math.min(change.number, number);
      raws[name] = change.raw;
    }
    // Whoever goes to a place in the story has no use for the turns before.
    const from = (changes.get("moment") ?? changes.get("scene"))?.turns ?? turnsSettled;
    if (turns !== from) raws.turn = turns - from;
    return { number, query: settled, changes: raws, whole: whole > 0, dark: lab.dark(), height: lab.height() };
  };

  // An answer arrived; one that is older than the picture is dropped.
  lab.receive = (answer) => {
    if (answer.number <= painted || answer.number < barrier) return;
    painted = answer.number;
    settled = shown = answer.query;
    const names = lab.waiting();
    for (const [name, change] of changes) if (change.number <= painted) changes.delete(name);
    if (whole <= painted) whole = 0;
    const noted = visiting || names !== "" || turnsSettled !== turnsOf.get(painted);
    visiting = false;
    turnsSettled = turnsOf.get(painted);
    for (const number of turnsOf.keys()) if (number <= painted) turnsOf.delete(number);
    lab.paint(answer, (name) => !changes.has(name) && whole === 0, held, noted);
    lab.record(settled, names);
    lab.writeUrl(settled, answer.turned);
    lab.followLink();
    lab.rest();
  };

  // The server will have none of it, now or later: what is shown stays, and what was asked for is dropped.
  lab.refused = () => {
    changes.clear();
    turnsSettled = turns;
    whole = barrier = 0;
    visiting = false;
    settled = shown;
    lab.writeUrl(settled);
    document.getElementById(lab.page.note).textContent = "The server refused this. Reload the page if it does so again.";
  };

  // Through the story, forwards or back: the server knows what comes next.
  const turn = (steps) => {
    turns += steps;
    // Nobody can count the steps that they do not see.
    if (lab.isLost()) turns = Math.min(Math.max(turns, turnsSettled - 1), turnsSettled + 1);
    lab.sendAtOnce();
  };
  lab.next = () => turn(1);
  lab.previous = () => turn(-1);

  window.addEventListener("popstate", () => lab.visit(location.search));
}
