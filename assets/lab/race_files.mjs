// A race as a file: the server says what is in it, the page adds what it has shown.

import { buildLabels, findLines, widenRange } from "./race_chart.mjs";
import { lossText, percentText } from "./race_lanes.mjs";
import { buildSquareUrl } from "./race_square.mjs";

const LANE_PX = 800; // of a lane in a picture, before that is scaled

/**
 * Returns a file of a race with the losses or, in a picture, with the lanes and the lines. Other
 * files stay as they are. Throws where the race has not begun.
 * @param {ExportedFile} file
 * @param {{state: RaceState | null, frames: RaceFrame[]}} film
 * @returns {ExportedFile}
 */
export function fillRaceFile(file, { state, frames }) {
  if (state === null || file.isWhole) return file;
  const last = frames.at(-1);
  if (last === undefined) throw new Error("Start the race first.");
  if (file.text !== undefined) return { ...file, text: file.text + writeRows(frames) };
  const lines = findLines(state, frames);
  const { data, layout } = file.figure;
  const { images, annotations, height, margin, meta } = layout;
  if (state.measure !== "loss") layout.yaxis.range = widenRange(layout.yaxis, lines);
  const labels = buildLabels(file.figure, lines, height - margin.t - margin.b);
  const texts = annotations.map(
    (/** @type {{text: string}} */ { text, ...rest }, /** @type {number} */ index) => ({
      ...rest,
      text: index < state.lanes.length ? text + writeNumbers(last.lanes[index]) : text,
    }),
  );
  const filledLayout = {
    ...layout,
    images: images.map((/** @type {object} */ image, /** @type {number} */ index) => ({
      ...image,
      source: buildSquareUrl(state, last.lanes[index].boundary, meta, LANE_PX),
    })),
    annotations: [...texts, ...labels],
  };
  const filledData = data.map((trace, index) => ({ ...trace, ...lines[index] }));
  return { ...file, figure: { data: filledData, layout: filledLayout } };
}

/** @param {LaneFrame} lane */
const writeNumbers = ({ loss, accuracy }) =>
  `<br>loss ${lossText(loss).replace("<", "&lt;")}, correct ${percentText(accuracy)}`;

/** @param {RaceFrame[]} frames */
const writeRows = (frames) =>
  frames
    .map(({ step, lanes }) => `${[step, ...lanes.map(({ loss }) => loss ?? "nan")].join()}\n`)
    .join("");
