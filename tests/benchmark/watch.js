// Records, in milliseconds of the page's own clock, when a thumb took a value and when the frame
// with a repainted line was shown; with each paint a number that tells the value of the slider,
// read from the lines as they stand in the document. Returns where the slider and its thumb are.
const [name, key, x] = arguments;
const watched = (window.watched = { taken: [], painted: [] });

const slider = document.querySelector(`#control-${name}`);
slider.scrollIntoView({ block: "center" });
const thumb = slider.querySelector("[role=slider]");
const recordThumbValue = () => {
  watched.taken.push([performance.now(), Number(thumb.getAttribute("aria-valuenow"))]);
};
new MutationObserver(recordThumbValue).observe(thumb, {
  attributes: true,
  attributeFilter: ["aria-valuenow"],
});

const plot = document.querySelector(".js-plotly-plot");
const width = () => plot._fullLayout.xaxis._length;

/** The pixels of the points of a line, as [x, y]. */
const readPoints = (key) =>
  [...plot.querySelectorAll(`.trace${key}-value .js-line`)].flatMap((line) =>
    line
      .getAttribute("d")
      .split(/[ML]/)
      .filter((pair) => pair.includes(","))
      .map((pair) => pair.split(",").map(Number)),
  );

/** The pixels of a line at a share of the panel's width. */
function heightAt(key, share) {
  const points = readPoints(key);
  const x = share * width();
  const right = Math.max(1, points.findIndex((point) => point[0] >= x));
  const [[x0, y0], [x1, y1]] = [points[right - 1], points[right]];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** The value of a line at an x of -10 .. 10, whatever the y axis: ReLU is 0 at -10 and 9 at 9. */
function valueAt(key, x) {
  const share = (x + 10) / 20;
  const [zero, nine] = [heightAt("relu", 0), heightAt("relu", 0.95)];
  return (9 * (heightAt(key, share) - zero)) / (nine - zero);
}

/** Where x is 0, as a share of the panel's width. */
function zeroShare() {
  const lines = [...plot.querySelectorAll(".zerolinelayer path")];
  const line = lines.find(
    (each) =>
      each.getAttribute("visibility") !== "hidden" &&
      /translate\([^0][^,]*, ?0\)/.test(each.getAttribute("transform")),
  );
  const pixels = Number(line.getAttribute("transform").match(/translate\(([^,]+)/)[1]);
  return (pixels - plot._fullLayout.xaxis._offset) / width();
}

const readSignature =
  {
    range: () => (10 * zeroShare()) / (zeroShare() - 1), // low, where high is 10
    step: () => (20 * readPoints("relu")[1][0]) / width(),
  }[name] ?? (() => valueAt(key, x));

let isFrameRequested = false;
const recordPaint = (records) => {
  const isRepainted = records.some((record) => record.target.classList.contains("js-line"));
  if (isFrameRequested || !isRepainted) return;
  isFrameRequested = true;
  // What changed in this task is on the screen at the next frame, with whatever changes until then.
  requestAnimationFrame(() => {
    isFrameRequested = false;
    watched.painted.push([performance.now(), readSignature()]);
  });
};
new MutationObserver(recordPaint).observe(plot, {
  attributes: true,
  attributeFilter: ["d"],
  subtree: true,
});

const boxOf = (element) => element.getBoundingClientRect().toJSON();
return { track: boxOf(slider.querySelector(".dash-slider-track") ?? slider), thumb: boxOf(thumb) };
