// Dialogs open over the page and close again; the browser keeps the focus inside and returns it.

import { findClosest, findDialog, findElement } from "./page.mjs";

/** @param {string} id */
export function toggleDialog(id) {
  const dialog = findDialog(id);
  if (dialog.open) return dialog.close();
  closeDialogs();
  dialog.showModal();
  // Screen readers ignore what lies outside an open dialog, so the one live region moves into it
  // and back.
  const announcement = findElement("announcement");
  const home = announcement.parentElement;
  dialog.append(announcement);
  dialog.addEventListener("close", () => home?.append(announcement), { once: true });
}

export function closeDialogs() {
  /** @type {NodeListOf<HTMLDialogElement>} */
  const dialogs = document.querySelectorAll("dialog[open]");
  for (const dialog of dialogs) dialog.close();
}

export function watchDialogButtons() {
  document.addEventListener("click", (event) => {
    const opener = findClosest(event, "[data-opens]");
    if (opener) toggleDialog(opener.dataset.opens ?? "");
    if (findClosest(event, "dialog .close")) closeDialogs();
  });
}
