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
    for (const box of control.querySelectorAll("input[type=text]")) {
      set(box, "aria-label", box.closest("[data-label]").dataset.label);
    }
  }

  function set(element, attribute, text) {
    if (element.getAttribute(attribute) !== text) element.setAttribute(attribute, text);
  }

  const look = () => document.querySelectorAll(".control").forEach(name);
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
