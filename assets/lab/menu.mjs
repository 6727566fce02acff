// On a phone the actions are in a sheet, which a button opens.

import { findClosest, findElement } from "./page.mjs";

export function watchMenu() {
  const button = findElement("menu-button");
  const setOpen = (/** @type {boolean} */ isOpen) => {
    document.documentElement.toggleAttribute("data-menu-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  document.addEventListener("click", (event) => {
    if (findClosest(event, "#menu-button")) setOpen(!isOpen());
    else if (isOpen()) setOpen(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    setOpen(false);
    button.focus();
  });
}
