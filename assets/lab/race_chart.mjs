// The plot below the lanes: a line for each, with its label at its end.

import { spreadLabels } from "./spread_labels.mjs";

const LINE_HEIGHT = 1.25; // of a label, in units of the size of its letters
const CONFIG = { displayModeBar: false, doubleClick: false };
const LABEL_STEPS = 50; // of the height: labels of lines on one of them stand as the lanes do
const EMPTY_NOTE = {
  ...{ text: "Each lane draws a line here.", showarrow: false },
  ...{ x: 0.5, xref: "paper", y: 0.5, yref: "paper" },
};
const RANGE_STEP = 0.5; // in which the axis of a mean output grows
const MIN_EXPONENT = -12; // of a gradient; a smaller one is drawn as that

/**
 * @param {PlotElement} plot its place, until plotly has drawn it
 */
export function createChart(plot) {
  /** @type {RaceState | null} */
  let state = null;

  /**
   * @param {RaceState} newState
   * @param {RaceFrame[]} frames so far
   */
  function resetChart(newState, frames) {
    state = newState;
    const { data, layout } = structuredClone(state.figure);
    const drawing = Plotly.react(plot, data, { ...layout, autosize: true }, CONFIG);
    drawing.then(() => drawFrames(frames));
  }

  /** @param {RaceFrame[]} frames so far */
  function drawFrames(frames) {
    if (state === null || !plot._fullLayout?._size) return;
    const lines = findLines(state, frames);
    const { annotations, showlegend, yaxis } = state.figure.layout;
    if (state.measure !== "loss") yaxis.range = widenRange(yaxis, lines);
    const changes = { x: lines.map(({ x }) => x), y: lines.map(({ y }) => y) };
    const { h: height } = plot._fullLayout._size;
    const labels = showlegend ? [] : buildLabels(state.figure, lines, height);
    const texts = frames.length > 0 ? labels : [EMPTY_NOTE];
    const indices = lines.map((_, index) => index);
    const layout = { annotations: [...annotations, ...texts], "yaxis.range": [...yaxis.range] };
    Plotly.update(plot, changes, layout, indices);
  }

  new ResizeObserver(() => {
    if (plot.data && plot.clientWidth > 0) Plotly.relayout(plot, { autosize: true });
  }).observe(plot);

  return { resetChart, drawFrames };
}

/**
 * Returns the points of the line of each lane.
 * @param {RaceState} state
 * @param {RaceFrame[]} frames
 */
export const findLines = (state, frames) =>
  state.lanes.map((_, index) => findLine(state, frames, index));

/**
 * Returns the points of one lane's line.
 * @param {RaceState} state
 * @param {RaceFrame[]} frames
 * @param {number} index
 */
function findLine({ measure }, frames, index) {
  if (measure === "loss") {
    const known = frames.filter(({ lanes }) => lanes[index].loss !== null);
    return {
      x: known.map(({ step }) => step),
      y: known.map(({ lanes }) => /** @type {number} */ (lanes[index].loss)),
    };
  }
  const y = frames.at(-1)?.lanes[index][measure] ?? [];
  const isLog = measure === "gradient";
  return {
    x: y.map((_, layer) => layer + 1),
    y: isLog
      ? y.map((each) => Math.max(each ?? 0, 10 ** MIN_EXPONENT))
      : y.map((each) => each ?? 0),
  };
}

/**
 * Returns the range of an axis that has room for some lines too, in whole steps.
 * @param {{range: number[], type?: string}} axis
 * @param {{y: number[]}[]} lines
 */
export function widenRange({ range: [low, high], type }, lines) {
  const isLog = type === "log";
  const values = lines.flatMap(({ y }) => (isLog ? y.map(Math.log10) : y));
  const step = isLog ? 1 : RANGE_STEP;
  return [
    Math.min(low, step * Math.floor(Math.min(...values) / step)),
    Math.max(high, step * Math.ceil(Math.max(...values) / step)),
  ];
}

/**
 * Returns the labels at the ends of the lines, spread so that none covers another.
 * @param {Figure} figure
 * @param {{x: number[], y: number[]}[]} lines
 * @param {number} heightPx of the plot
 */
export function buildLabels({ data, layout }, lines, heightPx) {
  const { font, yaxis } = layout;
  const [low, high] = yaxis.range;
  const [bottom, top] = yaxis.domain ?? [0, 1];
  const shares = lines.map(({ y }) => {
    const end = y.at(-1) ?? high;
    const share = ((yaxis.type === "log" ? Math.log10(end) : end) - low) / (high - low);
    return Math.round(LABEL_STEPS * Math.min(Math.max(share, 0), 1)) / LABEL_STEPS;
  });
  const spacing = (LINE_HEIGHT * font.size) / (heightPx * (top - bottom));
  return spreadLabels(shares, spacing).map((height, index) => ({
    text: data[index].name,
    font: { color: data[index].line.color, size: font.size },
    showarrow: false,
    ...{ x: lines[index].x.at(-1) ?? 0, xref: "x", xanchor: "left", xshift: 8 },
    ...{ y: bottom + height * (top - bottom), yref: "paper", yanchor: "middle" },
  }));
}
