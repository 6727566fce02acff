// The last value of each property of a Dash component, whether the page wrote it or the reader
// changed it. A write of the same value is left out, since each takes a pass of Dash's renderer.
// And a value that the page wrote is not mistaken for one of the reader's when Dash reports it.

/** @type {Map<string, string>} */
const lastValues = new Map(); // "id.property" -> the value as JSON

/**
 * Writes a property of a Dash component.
 * @param {string} id
 * @param {string} property
 * @param {unknown} value
 */
export function writeProp(id, property, value) {
  if (noteProp(id, property, value)) dash_clientside.set_props(id, { [property]: value });
}

/**
 * Notes the value that a property has now. Returns whether it is new.
 * @param {string} id
 * @param {string} property
 * @param {unknown} value
 */
export function noteProp(id, property, value) {
  const key = `${id}.${property}`;
  const text = JSON.stringify(value);
  if (lastValues.get(key) === text) return false;
  lastValues.set(key, text);
  return true;
}
