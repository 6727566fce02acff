// The table of a race, for a screen reader and for whoever opens it.

/**
 * Fills a table with its first columns.
 * @param {HTMLElement} root
 * @param {RaceTable} table
 * @param {number} columns how many
 */
export function drawTable(root, { caption, heads, rows }, columns) {
  const element = document.createElement("table");
  element.createCaption().textContent = caption;
  const head = element.createTHead().insertRow();
  for (const text of heads.slice(0, columns)) head.append(createHead("col", text));
  const body = element.createTBody();
  for (const [name, ...texts] of rows) {
    const row = body.insertRow();
    row.append(createHead("row", name));
    for (const text of texts.slice(0, columns - 1)) row.insertCell().textContent = text;
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
