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
  };
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] };
  new MutationObserver(() => (due ||= setTimeout(look, 50))).observe(document, changes);
}
