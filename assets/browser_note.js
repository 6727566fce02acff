// Runs first, in words that every browser knows: an old one tells its reader, even where it does
// not understand the other scripts. What the page needs came to the browsers with :has().
if (!("CSS" in window && CSS.supports("selector(:has(*))"))) {
  const note = /** @type {HTMLElement} */ (document.getElementById("old-browser-note"));
  note.removeAttribute("hidden");
}
