// Names for what a screen reader meets: Dash gives sliders, boxes and lists none, and builds them late.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const ENDS = [", from", ", up to"];

  // What a thumb stands at, said with its unit and a true minus: a hyphen is not read aloud.
  lab.speakValue = (thumb, unit) => {
    const value = thumb.getAttribute("aria-valuenow")?.replace("-", "−");
    if (value) set(thumb, "aria-valuetext", unit ? `${value} ${unit}` : value);
  };

  function name(control) {
    const label = control.dataset.label;
    const thumbs = control.querySelectorAll("[role=slider]");
    thumbs.forEach((thumb, index) => {
      set(thumb, "aria-label", thumbs.length > 1 ? label + ENDS[index] : label);
      set(thumb, "aria-describedby", control.dataset.help);
      lab.speakValue(thumb, control.dataset.unit);
    });
    for (const list of control.querySelectorAll(".dash-options-list")) {
      set(list, "role", "group");
      set(list, "aria-label", label);
    }
    // Dash calls a switch's label an option of a list box, which may hold no switch.
    for (const option of control.querySelectorAll(".dash-options-list-option")) {
      option.removeAttribute("role");
      option.removeAttribute("aria-selected");
    }
    const boxes = control.querySelectorAll("input[type=text]");
    boxes.forEach((box, index) => set(box, "aria-label", boxes.length > 1 ? label + ENDS[index] : label));
  }

  function set(element, attribute, text) {
    if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
  }

  // Once for all that changed together, and never while a slider is drawn.
  let due = 0;
  const look = () => {
    due = 0;
    document.querySelectorAll(".control").forEach(name);
    // Each number of an axis, read one by one, says less than the summary and the table.
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((picture) => set(picture, "aria-hidden", "true"));
  };
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] };
  new MutationObserver(() => (due ||= setTimeout(look, 50))).observe(document, changes);
}
