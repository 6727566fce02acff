// Names for what a screen reader meets: Dash gives sliders, boxes and lists none, and builds them late.
{
  const ENDS = [", from", ", up to"];

  function name(control) {
    const label = control.dataset.label;
    const thumbs = control.querySelectorAll("[role=slider]");
    thumbs.forEach((thumb, index) => {
      set(thumb, "aria-label", thumbs.length > 1 ? label + ENDS[index] : label);
      set(thumb, "aria-describedby", control.dataset.help);
    });
    for (const list of control.querySelectorAll("[role=listbox]")) set(list, "aria-label", label);
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
  };
  new MutationObserver(() => (due ||= setTimeout(look, 50))).observe(document, { childList: true, subtree: true });
}
