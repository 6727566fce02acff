// The types that the scripts in assets/ share, for tsc only: the protocol between the page and the
// server, and the globals of Dash and Plotly.

/** What the layout tells the scripts; see components/layout.py. */
interface PageData {
  requestedQuery: string;
  query: string;
  dark: boolean;
  width: number;
  height: number;
  theme: string;
  mode: string;
  functionKeys: string[];
  controls: Record<string, import("../../assets/lab/value_keys.mjs").ControlSpec>;
  fixedNumbers: string[];
  formulas: Record<string, string>;
  guesses: Record<string, import("../../assets/lab/guess.mjs").GuessSpec>;
  handles: import("../../assets/lab/handles.mjs").HandleSpec[];
  keptAcrossScenes: string[];
  controlNames: string[];
  stages: string[];
  sceneKeys: string[];
  keyActions: Record<string, string>;
  ranges: Ranges;
  paths: { update: string; sweep: string; describe: string; race: string; export: string };
  race: RaceState | null;
  pngScale: number;
  maxQueryLength: number;
  sliders: string[];
  settings: CurveSettings;
  rangeLimits: { low: number; high: number; step: number; gap: number };
  samplingNames: string[];
  curveParameters: Record<string, string[]>;
  lensNames: string[];
  zeroMean: number | null;
}

/** A place of the story; scene "free" is none. */
interface Place {
  scene: string;
  stage: string;
}

/** The settings that decide what the lines look like, by the name of the control. */
interface CurveSettings {
  openBounds?: Record<string, number[]>;
  range: number[];
  step: number;
  probe: number;
  [name: string]: unknown;
}

/** Raw values by the name of the control. */
type Settings = Record<string, unknown>;

/** A request for the page after some changes; see components/api/requests.py. */
interface UpdateRequest {
  number: number;
  query: string;
  changes: Settings;
  full: boolean;
  dark: boolean;
  width: number;
  height: number;
}

/** The response; see components/api/update.py. It has either a figure or a frame. */
type UpdateResponse = ResponseBase & (FullPicture | MovedLines);

interface ResponseBase {
  number: number;
  query: string;
  settings: CurveSettings;
  note: string;
  props: Record<string, Props>;
  ranges: Ranges;
  race: RaceState | null;
  zeroMean: number | null; // the alpha at which ELU has mean 0
}

/** What the page shows beside the picture. */
interface PageState extends Pick<ResponseBase, "query" | "race" | "zeroMean"> {
  fixedNumbers?: string[];
}

interface FullPicture {
  figure: Figure;
  title: string;
  theme: string;
  mode: string;
  fixedNumbers: string[];
}

interface MovedLines {
  figure?: undefined;
  frame: EncodedFrame;
}

/** What an element gets; see the table of ids in components/ids.py. */
interface Props {
  text?: string;
  hidden?: boolean;
  parts?: TextPart[];
  html?: string;
  classes?: Record<string, boolean>;
  value?: unknown;
}

/** A part of an answer: some are strong, some are a value of x that one can go to. */
interface TextPart {
  text: string;
  strong?: boolean;
  x?: number;
}

type Ranges = Record<string, number[]>;

interface Figure {
  data: Trace[];
  layout: Layout;
}

interface Trace {
  uid: string;
  name: string;
  visible: boolean;
  mode: string;
  xaxis?: string;
  yaxis: string;
  cliponaxis?: boolean;
  line: { simplify?: boolean; color?: string };
  marker: { size: number; color: string | string[]; line?: { color: string; width: number } };
  meta: { maxDots: number; maxExact: number; isInRange: boolean };
}

/** An axis as plotly has drawn it. */
interface PlotAxis {
  _id: string;
  _offset: number;
  _length: number;
  type: string;
  range: number[];
  domain: number[];
  nticks: number;
  exponentformat: string;
}

/** An axis with the range that it is painted with. */
interface AxisScale {
  axis: PlotAxis;
  range: number[];
  isMoved: boolean; // since it was painted last
  toPixels: (value: number) => number;
}

/** Where the values of a panel lie, in pixels. */
interface PanelScale {
  toX: (value: number) => number;
  toY: (value: number) => number;
  width: number;
  height: number;
}

/** The points of a trace; `count` is the number of samples of its curve. */
interface Points {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  count: number;
  isNew: boolean;
}

interface PaintedLine {
  trace: Trace;
  points: Points;
}

interface Extent {
  least: number;
  greatest: number;
}

/** How the range of a y axis follows its curves; see components/plot/axis_ranges.py. */
interface AxisSteps {
  low: number;
  low_step: number;
  high: number;
  high_step: number;
  lowest: number;
  slack: number;
  limit: number;
}

/** The x of a sweep in hundredths, without the kinks. */
interface DenseX {
  low: number;
  high: number;
  step: number;
  fine: number;
}

/** The response to a request for a sweep; see components/api/sweep.py. */
interface SweepResponse {
  name: string;
  x: DenseX;
  decadeLevels: number;
  minExponent: number;
  noNumber: number; // stands for nan
  curves: Record<string, { settings: Record<string, unknown>; family: EncodedFamily | null }>;
}

interface EncodedFamily {
  interpolation: string;
  nodes: number[];
  kinks: number[];
  valueStart: number;
  valueQuantum: number;
  values: number[][];
  gradients: number[][];
}

/** The same as numbers: a row for each node, a column for each x. */
interface CurveFamily {
  interpolation: string;
  nodes: number[];
  kinks: number[];
  x: Float64Array;
  values: Float64Array[];
  gradients: Float64Array[];
  exponents: Float64Array[];
}

interface Curve {
  x: Float64Array;
  value: Float64Array;
  gradient: Float64Array;
  kinks: number[]; // the x at which the gradient or the value jumps
  slopes: number[][]; // left and right of each
  heights: number[][]; // the same of the value
}

// biome-ignore lint/suspicious/noExplicitAny: Plotly describes neither axes nor sizes
type Layout = Record<string, any>;

interface EncodedArray {
  dtype: string;
  bdata: string;
}

/** What moves lines: their points, the number of samples, and parts of the layout by path. */
interface Lines<Numbers> {
  count: number;
  traces: { index: number; y: Numbers; x?: Numbers }[];
  marks: Marks;
}

/** Parts of the layout by their paths: shapes[0].x0 */
type Marks = Record<string, number | boolean>;

/** As the server sends it; `x` is that of every line without its own. */
interface EncodedFrame extends Lines<EncodedArray> {
  x?: EncodedArray;
}

type Frame = Lines<ArrayLike<number>>;

/** The response to a request for a description; see components/api/describe.py. */
interface Description {
  query: string;
  props: Record<string, { text: string }>;
  marks: Marks;
  changes: string;
  tables: Record<string, unknown>;
}

/** A race before its first step; see components/race/state.py. */
interface RaceState {
  query: string;
  steps: number;
  measure: "loss" | "gradient" | "mean";
  gridCells: number;
  introduction: string;
  sentence: string;
  lanes: RaceLane[];
  points: { x: number[]; y: number[]; classes: number[] };
  allLanes: string[];
  strip: RaceStrip;
  tables: RaceTables;
  figure: Figure;
}

interface RaceLane {
  key: string;
  name: string;
  curve: string;
  mean: string;
  notes: string[];
  hasDeadUnits: boolean;
}

interface RaceStrip {
  rows: {
    lane: string;
    name: string;
    isMoved: boolean;
    text: string;
    dots: number[];
    bar: number[];
    median: number;
  }[];
  ticks: { text: string; place: number }[];
  caption: string;
}

interface RaceTable {
  caption: string;
  heads: string[];
  rows: string[][];
}

type RaceTables = Record<RaceState["measure"], RaceTable>;

/** The networks of a race after so many steps; see components/race/film.py. */
interface RaceFrame {
  step: number;
  lanes: LaneFrame[];
}

/** One of them; a number that is not finite is null. */
interface LaneFrame {
  loss: number | null;
  accuracy: number;
  boundary: string;
  gradient: (number | null)[];
  mean: (number | null)[];
  dead: number[];
}

/** The colours of the two classes, such as #F9C892. */
interface ClassColours {
  grounds: string[];
  points: string[];
  edge: string;
}

interface RaceEnd {
  end: true;
  sentence: string;
  tables: RaceTables;
}

/** A line of the response to a request for a race: its beginning, its place in the queue, a frame,
 * its end or its failure. */
type RaceLine = Partial<RaceFrame & { end: boolean; before: number; error: boolean }>;

/** The response to a request for a file; see components/export/files.py. */
interface ExportedFile {
  name: string;
  text?: string;
  figure: Figure;
  isWhole?: boolean;
}

/** What came back: a response, the status of a failed answer, or nothing at all. */
interface Result<T> {
  response?: T;
  status?: number;
  isRefused?: boolean;
}

/** A response that was just applied, and how to render it. */
interface Rendering {
  response: UpdateResponse;
  isNoteNew: boolean;
  isNewPlace: boolean;
  changedNames: string;
  canWriteValue: (name: string) => boolean;
}

type Sweeps = ReturnType<typeof import("../../assets/lab/sweeps.mjs").createSweeps>;
type Painter = ReturnType<typeof import("../../assets/lab/painter.mjs").createPainter>;
type Story = ReturnType<typeof import("../../assets/lab/story.mjs").createStory>;

/** An input of a Dash callback, "control-shown.value", and its value now. */
interface TriggeredInput {
  prop_id: string;
  // biome-ignore lint/suspicious/noExplicitAny: each property of each component has its own type
  value: any;
}

interface LabHandlers {
  onChoiceInput(triggered: TriggeredInput[]): void;
  onTextInput(triggered: TriggeredInput[]): void;
  onButtonClick(triggered: TriggeredInput[]): void;
  onSwitchInput(triggered: TriggeredInput[]): void;
  onViewInput(triggered: TriggeredInput[]): void;
}

/** One call of a clientside callback. */
interface DashCall {
  name: keyof LabHandlers | "start";
  values: unknown[];
  triggered: TriggeredInput[];
}

interface PlotElement extends HTMLElement {
  data: Trace[];
  layout: Layout;
  _fullLayout: Layout;
  _fullData: { x?: ArrayLike<number>; y?: ArrayLike<number> }[];
  on(event: string, listener: () => void): void;
  removeAllListeners(event: string): void;
}

declare const Plotly: {
  react(plot: PlotElement, data: Trace[], layout: Layout, config?: object): Promise<unknown>;
  update(plot: PlotElement, changes: object, layout: object, indices: number[]): Promise<unknown>;
  relayout(plot: PlotElement, layout: Layout): Promise<unknown>;
  animate(plot: PlotElement, frame: object, options: object): Promise<unknown>;
  toImage(figure: Figure, options: object): Promise<string>;
};

interface DashClientside {
  callback_context: { triggered: TriggeredInput[] };
  set_props(id: string, props: Settings): void;
  lab: Record<string, (...values: unknown[]) => void>;
}

declare const dash_clientside: DashClientside;

interface Window {
  dash_clientside?: Partial<DashClientside>;
  /** Made by assets/lab.js for the modules. */
  labBridge: {
    isDark(): boolean;
    readWindow(): { width: number; height: number };
    writeCookies(): void;
    earlyCalls: DashCall[];
    onCall(call: DashCall): void;
  };
  activationLab?: {
    query(): string;
    setControls(settings: Settings): void;
    goTo(query: string): void;
    hasSweeps(): boolean;
    isReady(): boolean;
    isAnswered(): boolean;
    isSettled(): boolean;
  };
}
