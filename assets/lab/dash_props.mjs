// Properties of Dash's components, as the page wrote them last or the reader changed them. One map
// of them serves two ends: a write of what is there already costs a round through Dash's renderer,
// so it is left out; and what the page wrote itself is recognised when it comes back as an input.

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
