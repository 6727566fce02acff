// Records, in this page's own clock, when a thumb took a value and when the frame with a repainted line was shown.
const [thumb, key, axis, index] = arguments;
const watched = (window.watched = { taken: [], painted: [] });
const slider = document.querySelector(thumb);
new MutationObserver(() => watched.taken.push([performance.now(), Number(slider.getAttribute("aria-valuenow"))])).observe(
  slider,
  { attributes: true, attributeFilter: ["aria-valuenow"] },
);
const plot = document.querySelector(".js-plotly-plot");
const place = plot._fullData.findIndex((line) => line.uid === `${key}-value`);
let due = false;
new MutationObserver((records) => {
  if (due || !records.some((record) => record.target.classList.contains("js-line"))) return;
  due = true;
  // A frame that changed in this task is on the screen at the next one, with whatever has changed once more before it.
  requestAnimationFrame(() => {
    due = false;
    watched.painted.push([performance.now(), plot._fullData[place][axis][index]]);
  });
}).observe(plot, { attributes: true, attributeFilter: ["d"], subtree: true });
