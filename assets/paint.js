// An answer of the server becomes what the reader sees.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const STILL = { frame: { redraw: false, duration: 0 }, transition: { duration: 0 }, mode: "immediate" };

  lab.plot = () => document.querySelector(`#${lab.page.plot} .js-plotly-plot`);

  // Resolves once Dash has drawn the first picture. Dash would answer every later change of an axis by drawing that
  // same picture again, so it is told of none.
  lab.drawn = async (id) => {
    const ready = () => document.querySelector(`#${id} .js-plotly-plot:not(.dash-graph--pending)`);
    while (!ready()) await new Promise(requestAnimationFrame);
    ready().removeAllListeners("plotly_relayout");
  };

  // `quiet` tells whether a control has said nothing new since the answer was asked for; `held` is what each holds.
  // `noted` tells whether the note answers something that was asked for since the last one.
  lab.paint = (answer, quiet, held, noted) => {
    if (answer.theme) lab.applyLook(answer.theme, answer.mode);
    if (answer.figure) redraw(answer);
    else move(answer);
    for (const [id, text] of Object.entries(answer.texts)) lab.write(id, text);
    for (const [id, hidden] of Object.entries(answer.hidden ?? {})) document.getElementById(id).hidden = hidden;
    for (const [id, disabled] of Object.entries(answer.disabled)) lab.hold(id, { disabled });
    for (const [id, waits] of Object.entries(answer.waits)) document.getElementById(id).classList.toggle("waits", waits);
    for (const [name, parts] of Object.entries(answer.controls)) if (quiet(name)) fill(name, parts, held);
    if (noted) lab.write(lab.page.note, answer.note);
  };

  lab.write = (id, text) => {
    const element = document.getElementById(id);
    if (element.textContent !== text) element.textContent = text;
  };

  // What a component already has is not given to it again: each gift costs a round through the page's renderer.
  const given = new Map();
  lab.hold = (id, properties) => {
    const text = JSON.stringify(properties);
    if (given.get(id) === text) return;
    given.set(id, text);
    dash_clientside.set_props(id, properties);
  };

  function fill(name, parts, held) {
    for (const [id, properties] of Object.entries(parts)) {
      const box = document.querySelector(`input#${id}`);
      if (box !== null) {
        box.value = properties.value;
        boxes.set(id, properties);
      } else if (held.get(name) !== String(properties.value)) {
        held.set(name, String(properties.value));
        const expect = id in lab.page.sliders ? lab.expectThumb : lab.expectEcho;
        expect(name, String(properties.value));
        dash_clientside.set_props(id, properties);
      }
    }
    clearTimeout(rest);
    rest = setTimeout(fillBoxes, 150);
  }

  // A box shows its text at once; its component hears of it when the hand rests, since that takes as long as a picture.
  const boxes = new Map();
  let rest = 0;
  function fillBoxes() {
    for (const [id, properties] of boxes) {
      // Never under the hand that types: that box waits for the next rest.
      if (document.activeElement?.id === id) continue;
      dash_clientside.set_props(id, properties);
      boxes.delete(id);
    }
  }

  let placed = {}; // where the probe and the names stand, by their places in the layout

  function redraw({ figure, ranges }) {
    for (const [axis, range] of Object.entries(ranges)) {
      const { type, range: now } = lab.plot().layout[axis];
      const last = lab.page.ranges[axis];
      const zoomed = String(now) !== String(last) && String(range) === String(last);
      if (zoomed && type === figure.layout[axis].type) figure.layout[axis].range = now;
    }
    lab.page.ranges = ranges;
    placed = {};
    Plotly.react(lab.plot(), figure.data, figure.layout);
  }

  function move({ frame, ranges }) {
    for (const { place, look } of frame.traces) if (look && !looks(lab.plot().data[place], look)) Plotly.restyle(lab.plot(), look, place);
    const marks = Object.entries(frame.marks).filter(([place, number]) => placed[place] !== number);
    if (marks.length) Plotly.relayout(lab.plot(), Object.fromEntries(marks));
    placed = frame.marks;
    const layout = grown(ranges);
    if (!frame.traces.length && !Object.keys(layout).length) return;
    const data = frame.traces.map(({ y, x = frame.x }) => (x ? { x, y } : { y }));
    const traces = frame.traces.map((line) => line.place);
    Plotly.animate(lab.plot(), { data, layout, traces }, STILL).catch(overtaken);
  }

  // A move that a newer one overtakes before it is drawn ends without a reason.
  const overtaken = (reason) => {
    if (reason !== undefined) throw reason;
  };

  const looks = (line, look) => line.mode === look.mode && line.line.simplify === look["line.simplify"];

  // The axes whose range the server changed; a y axis that the reader zoomed keeps the zoom.
  function grown(ranges) {
    const layout = {};
    for (const [axis, range] of Object.entries(ranges)) {
      const last = lab.page.ranges[axis];
      const zoomed = String(lab.plot().layout[axis].range) !== String(last);
      if (String(range) !== String(last) && !(zoomed && axis !== "xaxis")) layout[axis] = { range: [...range] };
    }
    lab.page.ranges = ranges;
    return layout;
  }

  // A zoom is taken back: by a button, or a double click on the plot.
  lab.whole = () => {
    const back = Object.entries(lab.page.ranges).map(([axis, range]) => [`${axis}.range`, [...range]]);
    Plotly.relayout(lab.plot(), Object.fromEntries(back));
  };
  document.addEventListener("dblclick", (event) => {
    if (event.target.closest(`#${lab.page.plot} .nsewdrag`) !== null) lab.whole();
  });
}
