// The table of a race, for a screen reader and for whoever opens it.

/**
 * Fills a table.
 * @param {HTMLElement} root
 * @param {RaceTable} table
 */
export function drawTable(root, { caption, heads, rows }) {
  const element = document.createElement("table");
  element.createCaption().textContent = caption;
  const head = element.createTHead().insertRow();
  for (const text of heads) head.append(createHead("col", text));
  const body = element.createTBody();
  for (const [name, ...texts] of rows) {
    const row = body.insertRow();
    row.append(createHead("row", name));
    for (const text of texts) row.insertCell().textContent = text;
  }
  root.replaceChildren(element);
}

/**
 * @param {string} scope
 * @param {string} text
 */
function createHead(scope, text) {
  const head = document.createElement("th");
  head.scope = scope;
  head.textContent = text;
  return head;
}
