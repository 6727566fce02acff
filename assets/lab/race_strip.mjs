// Ten starts of each lane, as dots over an axis of steps.

/**
 * Fills a strip.
 * @param {HTMLElement} root
 * @param {RaceState} state
 */
export function drawStrip(root, { strip, lanes }) {
  const rows = strip.rows.map(({ lane, name, isMoved, text, dots, bar, median }) => {
    const row = createPart(`strip-row${isMoved ? " is-moved" : ""}`);
    const curve = lanes.find(({ key }) => key === lane)?.curve ?? lane;
    row.style.setProperty("--colour", `var(--curve-${curve})`);
    row.append(createPart("strip-name", name));
    const track = row.appendChild(createPart("strip-track"));
    const band = track.appendChild(createPart("strip-bar"));
    band.style.setProperty("--from", String(bar[0]));
    band.style.setProperty("--to", String(bar[1]));
    for (const [index, place] of dots.entries()) {
      const dot = track.appendChild(createPart("strip-dot"));
      dot.style.setProperty("--place", String(place));
      dot.style.setProperty("--row", String((index % 3) - 1)); // so that equal ones show
    }
    const line = track.appendChild(createPart("strip-median"));
    line.style.setProperty("--place", String(median));
    row.append(createPart("strip-text", text));
    return row;
  });
  const axis = createPart("strip-row strip-axis");
  axis.append(createPart("strip-name"));
  const track = axis.appendChild(createPart("strip-track"));
  for (const { text, place } of strip.ticks) {
    const tick = track.appendChild(createPart("strip-tick", text));
    tick.style.setProperty("--place", String(place));
  }
  axis.append(createPart("strip-text"));
  root.replaceChildren(...rows, ...(rows.length > 0 ? [axis] : []));
}

/**
 * @param {string} className
 * @param {string} [text]
 */
function createPart(className, text = "") {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}
