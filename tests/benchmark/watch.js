// Records, in milliseconds of the page's own clock, when a thumb took a value and when the frame
// with a repainted line was shown.
const [thumbSelector, key, axis, index] = arguments;
const watched = (window.watched = { taken: [], painted: [] });

const thumb = document.querySelector(thumbSelector);
const recordThumbValue = () => {
  watched.taken.push([performance.now(), Number(thumb.getAttribute("aria-valuenow"))]);
};
new MutationObserver(recordThumbValue).observe(thumb, {
  attributes: true,
  attributeFilter: ["aria-valuenow"],
});

const plot = document.querySelector(".js-plotly-plot");
const place = plot._fullData.findIndex((line) => line.uid === `${key}-value`);
let isFrameRequested = false;
const recordPaint = (records) => {
  const isRepainted = records.some((record) => record.target.classList.contains("js-line"));
  if (isFrameRequested || !isRepainted) return;
  isFrameRequested = true;
  // What changed in this task is on the screen at the next frame, with whatever changes until then.
  requestAnimationFrame(() => {
    isFrameRequested = false;
    watched.painted.push([performance.now(), plot._fullData[place][axis][index]]);
  });
};
new MutationObserver(recordPaint).observe(plot, {
  attributes: true,
  attributeFilter: ["d"],
  subtree: true,
});
