// Where a control goes or is switched off while it has the focus, the next one gets it, not the top of the page.
{
  const FOCUSABLE = "a[href], button, input, summary, [tabindex='0']";
  const usable = (element) => !element.disabled && !element.closest("[aria-disabled=true]") && element.checkVisibility();

  let last = null; // what has the focus

  document.addEventListener("focusin", (event) => (last = event.target));
  // Who leaves a control that is still there means to; a thumb that is switched off loses its tabindex first.
  document.addEventListener("focusout", ({ target }) => {
    if (usable(target) && target.tabIndex >= 0) last = null;
  });

  function look() {
    if (last === null || usable(last)) return;
    const others = [...document.querySelectorAll(FOCUSABLE)].filter(usable);
    const follows = (other) => last.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    (others.find(follows) ?? others.at(-1)).focus();
  }
  const changes = { subtree: true, attributes: true, attributeFilter: ["hidden", "disabled", "aria-disabled"] };
  new MutationObserver(look).observe(document, changes);

  // The link past the controls moves the focus only: as a step in the browser's history it would be a visit.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link === null) return;
    event.preventDefault();
    document.querySelector(link.hash).focus();
  });
}
