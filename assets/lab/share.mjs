// The link to the page as it stands: in a text box, and on the clipboard where the browser allows.

import { findClosest, findDialog, findElement, pageAddress, writeText } from "./page.mjs";

/**
 * @param {object} needs
 * @param {() => string} needs.query
 * @param {(text: string) => void} needs.announce
 */
export function createShareDialog({ query: readQuery, announce }) {
  const linkBox = () => /** @type {HTMLInputElement} */ (findElement("share-link"));

  /** @param {string} [extraParam] such as "mode=lecture" */
  function writeLink(extraParam = "") {
    const query = readQuery();
    const separator = query ? "&" : "?";
    linkBox().value = pageAddress() + query + (extraParam && separator + extraParam);
    writeText("share-status", "");
  }

  /** Follows what is hidden while the dialog is open. */
  function updateLink() {
    if (findDialog("share-dialog").open) writeLink();
  }

  /** @param {string | undefined} extraParam */
  async function copyLink(extraParam) {
    writeLink(extraParam);
    linkBox().select();
    // There is no clipboard at all where the page is served without encryption.
    const copying = (async () => navigator.clipboard.writeText(linkBox().value))();
    const status = await copying.then(
      () => "Copied.",
      () => "Copy it from the field.",
    );
    writeText("share-status", status);
    announce(status);
  }

  document.addEventListener("click", (event) => {
    if (findClosest(event, "[data-opens=share-dialog]")) writeLink();
    const button = findClosest(event, "[data-copy-link]");
    if (button) copyLink(button.dataset.copyLink);
  });

  return { updateLink };
}
