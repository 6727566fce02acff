// Builds the page's modules and connects them: the only one that knows all.

import { watchFocus, watchNames } from "./accessibility.mjs";
import { createAnnouncer } from "./announce.mjs";
import { createConnectionStatus } from "./connection.mjs";
import { watchDialogButtons } from "./dialogs.mjs";
import { createDock } from "./dock.mjs";
import { createExportDialog } from "./export.mjs";
import { watchFormulaBoxes } from "./formula_boxes.mjs";
import { createFormulaNumbers } from "./formula_numbers.mjs";
import { createGuess } from "./guess.mjs";
import { watchHand } from "./hand.mjs";
import { createHandles, isHandleHeld } from "./handles.mjs";
import { createHistory } from "./history.mjs";
import { watchHover } from "./hover.mjs";
import { runWhenIdle } from "./idle.mjs";
import { createInputs } from "./inputs.mjs";
import { createLecture } from "./lecture.mjs";
import { takeLeftQuery } from "./left_query.mjs";
import { watchMenu } from "./menu.mjs";
import { findElement, findPlot, removeFirstPage, writeText } from "./page.mjs";
import { createPainter } from "./painter.mjs";
import { createPictureCache } from "./picture_cache.mjs";
import { placePlotBar } from "./plot_bar.mjs";
import { findRailMarks } from "./plot_labels.mjs";
import { openConnection, postRequest } from "./post.mjs";
import { watchPrinting } from "./print.mjs";
import { watchProbeClicks } from "./probe.mjs";
import { createProbeDots } from "./probe_dots.mjs";
import { createPropsWriter } from "./props.mjs";
import { createRace } from "./race.mjs";
import { fillRaceFile } from "./race_files.mjs";
import { createRenderer, moveMarks, waitForFirstPlot } from "./render.mjs";
import { findRestMs } from "./rest.mjs";
import { createShareDialog } from "./share.mjs";
import { createStore } from "./store.mjs";
import { createStory, hasScene } from "./story.mjs";
import { createSweeps } from "./sweeps.mjs";
import { watchSwipes } from "./swipes.mjs";
import { findDrawnKeys } from "./traces.mjs";
import { createTransport } from "./transport.mjs";
import { applyLook, findNextTheme, readScreen, watchScreen } from "./viewport.mjs";
import { createViews } from "./views.mjs";
import { createZeroMean } from "./zero_mean.mjs";

const MAX_IDLE_WAIT_MS = 100; // for the next request on a busy browser
const UPDATE_TIMEOUT_MS = 15000;
const REFUSAL_TEXT = "The server refused this. Reload the page if it does so again.";

/**
 * Builds all modules. What the reader does before the first picture is drawn is kept, and sent
 * after it.
 * @param {PageData} pageData
 * @returns {LabHandlers}
 */
function createLab(pageData) {
  const { paths, query: layoutQuery, samplingNames, curveParameters, lensNames } = pageData;
  const story = createStory(pageData);
  const pictures = createPictureCache({ story });
  let renderMs = 0; // that the last response took

  const store = createStore({
    query: layoutQuery,
    settings: pageData.settings,
    maxQueryLength: pageData.maxQueryLength,
    keptAcrossScenes: pageData.keptAcrossScenes,
    story,
    readScreen,
    isServerLost: () => transport.isLost(),
    send: () => transport.send(),
    sendAtOnce: () => transport.sendAtOnce(),
    render: (rendering) => {
      const start = performance.now();
      renderer.renderResponse(rendering);
      states.recordState(store.query(), rendering.changedNames, rendering.isNewPlace);
      showState(rendering.response);
      share.updateLink();
      announcer.scheduleAnnouncement();
      sweeps.scheduleFetch();
      renderMs = performance.now() - start;
    },
  });
  const transport = createTransport({
    buildRequest: store.buildRequest,
    post: (request) => postRequest(paths.update, request, UPDATE_TIMEOUT_MS),
    openConnection: () => openConnection(paths.update),
    rememberPicture: pictures.rememberPicture,
    recallPicture: pictures.recallPicture,
    onResponse: store.applyResponse,
    onRefusal: () => {
      store.dropChanges();
      renderer.dropPainted();
      states.writeUrl(store.query(), false);
      writeText("status-note", REFUSAL_TEXT);
    },
    runLater: (action) => runWhenIdle(action, MAX_IDLE_WAIT_MS),
    restMs: () => findRestMs(painter, renderMs),
    onConnectionChange: (failures) => {
      connection.showConnection(failures);
      markWaiting();
      if (transport.isLost()) renderer.drawPainted();
    },
  });
  const { query, presentQuery, goTo, goToStep, pendingNames, isChangingPlace } = store;
  const isSettled = () => store.isSettled() && !painter.hasPainted();
  const connection = createConnectionStatus(transport.isLost);

  const sweeps = createSweeps({
    path: paths.sweep,
    ...{ samplingNames, curveParameters, query, sliders: pageData.sliders },
    drawnKeys: () => findDrawnKeys(findPlot()),
    readSettings: store.presentSettings,
    isSettled: store.isSettled,
    onSweep: () => painter.paintPending(),
  });
  const drawNewest = () => {
    renderer.drawExact();
    if (transport.isLost()) renderer.drawPainted();
  };
  const isHandDown = watchHand(() => {
    if (!painter.isMoving()) return drawNewest();
    painter.startPause();
    transport.endDrag();
  });
  const painter = createPainter({
    ...{ samplingNames, curveParameters, lensNames, rangeLimits: pageData.rangeLimits },
    readSettings: store.presentSettings,
    findCurve: sweeps.findCurve,
    findChangedRanges: (plot, ranges) => renderer.findChangedRanges(plot, ranges),
    ...{ isHandDown, isHandleHeld },
    onPaint: () => placeMarks(),
    onPause: drawNewest,
  });
  const { controls } = pageData;
  const { writeProps, writeNumber } = createPropsWriter(controls, (name, number) => {
    if (!(name in controls)) return; // an end of the range
    formulaNumbers.writeNumbers(name, number);
    dock.writeNumber(name, number);
  });
  const renderer = createRenderer({
    ...{ ranges: pageData.ranges, applyLook, painter, isSettled: store.isSettled },
    ...{ writeProps, isHandleHeld },
  });

  const markWaiting = () => connection.markWaiting(transport.isLost() && !store.isSettled());

  /** @param {Settings} settings */
  function setControls(settings) {
    store.setControls(settings);
    markWaiting();
    for (const [name, raw] of Object.entries(settings)) {
      painter.paintMove(name);
      if (pageData.sliders.includes(name)) writeNumber(name, raw);
    }
  }

  const { presentSettings: readSettings } = store;
  let { fixedNumbers } = pageData;
  const { showZeroMean, findZeroMean } = createZeroMean(setControls);
  const findRange = (/** @type {string} */ axis) =>
    painter.ranges()[axis] ?? findPlot()._fullLayout[axis].range;
  const readTrace = painter.findPaintedPoints;
  const probeDots = createProbeDots({ readSettings, findRange, readTrace });
  const placeMarks = () => {
    probeDots.placeProbeDots();
    handles.placeHandles();
    guess.placeGuess();
  };
  const handles = createHandles({
    ...{ handles: pageData.handles, controls, readSettings, setControls },
    readCurve: (key) => readTrace(`${key}-value`),
    evaluateCurve: sweeps.evaluateCurve,
    findRange,
    isHandleActive: ({ name }) => !fixedNumbers.includes(name),
  });
  const formulaNumbers = createFormulaNumbers({ controls, readSettings, setControls });
  const guess = createGuess({ ...pageData, openStage: pageData.stages[0], findRange, readTrace });
  const dock = createDock({ controls, readSettings, setControls });

  /** @param {PageState} response */
  function showState({ query: present, ...response }) {
    if (response.fixedNumbers) fixedNumbers = response.fixedNumbers;
    showZeroMean(response.zeroMean);
    formulaNumbers.fixNumbers(fixedNumbers);
    views.showPlace(present, response.race !== null);
    guess.showGuess(story.readPlace(present));
    dock.updateDock();
    race.showRace(response.race, story.readPlace(present));
    placeMarks();
  }

  const keptNames = ["part", "scene", "stage", ...pageData.keptAcrossScenes];
  const states = createHistory({ keptOnReset: keptNames, query, presentQuery, pendingNames, goTo });
  const announcer = createAnnouncer({
    ...{ path: paths.describe, query, isSettled, readScreen, moveMarks },
  });
  const share = createShareDialog({ query, announce: announcer.announce });
  const race = createRace({ path: paths.race, announce: announcer.announce });
  createExportDialog({
    ...{ ...announcer, ...renderer, path: paths.export, pngScale: pageData.pngScale, query },
    fillFile: (file) => fillRaceFile(file, race.readFilm()),
  });
  const resetPage = () => {
    guess.dropGuesses();
    if (race.isShown()) race.clearRace();
    states.resetPage();
  };
  /** @type {Record<string, () => void>} */
  const buttonActions = {
    undo: states.undoChange,
    redo: states.redoChange,
    reset: resetPage,
    previous: () => goToStep(-1),
    next: () => (story.isLastPlace(query()) ? views.openView("explore") : goToStep(1)),
    tour: () => views.openView("story"),
    theme: () => setControls({ theme: findNextTheme() }),
    present: () => setControls({ mode: "lecture" }),
    "whole-view": renderer.toggleWholeView,
    "zero-mean": findZeroMean,
    "race-start": race.toggleRace,
    "race-again": race.startAgain,
    "race-all": () => setControls({ lanes: race.listAllLanes() }),
  };
  /** In Race the key for the next step starts and stops it. */
  const goOn = (/** @type {1 | -1} */ direction) => {
    if (!race.isOutsideStory()) goToStep(direction);
    else if (direction > 0) race.toggleRace();
  };
  const { goToPlace } = states;
  const views = createViews({ ...pageData, story, presentQuery, goToPlace, setControls });
  const onView = views.openView;
  const inputs = createInputs({ ...pageData, isChangingPlace, setControls, onView, buttonActions });
  createLecture({ ...pageData, story, goToStep: goOn, setControls, resetPage });
  watchDialogButtons();
  watchMenu();
  watchSwipes({ readSettings, setControls });
  watchHover(isHandDown, readSettings);
  watchProbeClicks((settings) => {
    if (!fixedNumbers.includes("probe")) setControls(settings);
  });
  watchFormulaBoxes({ controls, setControls, announce: announcer.announce });
  watchPrinting(query);
  watchScreen(store.requestFullRedraw);

  let isReady = false;
  // For tests and the browser's console.
  window.activationLab = {
    query,
    setControls,
    hasSweeps: sweeps.hasSweeps,
    goTo: states.goTo,
    isReady: () => isReady,
    isAnswered: store.isSettled,
    isSettled: () => isReady && isSettled(),
  };

  async function start() {
    for (const [id, html] of Object.entries(pageData.formulas)) findElement(id).innerHTML = html;
    await waitForFirstPlot();
    findPlot().on("plotly_afterplot", () => {
      painter.repaint();
      placeMarks();
      placePlotBar();
      if (!painter.hasPainted()) moveMarks(findRailMarks(findPlot()));
    });
    placePlotBar();
    showState(pageData);
    inputs.listenToThumbs();
    applyLook(pageData.theme, pageData.mode);
    const screen = readScreen();
    const isResized = screen.height !== pageData.height || screen.width !== pageData.width;
    const startQuery = takeLeftQuery() ?? location.search;
    const isOtherQuery = startQuery.replace(/^\?/, "") !== pageData.requestedQuery;
    states.recordState(layoutQuery, "", false);
    if (isOtherQuery || isResized || screen.dark !== pageData.dark) states.goTo(startQuery);
    // The picture cache needs the first picture too: a scene that was shown stays within reach.
    if (hasScene(story.readPlace(layoutQuery))) store.requestFullRedraw();
    transport.openTransport();
    removeFirstPage();
    isReady = true;
    sweeps.watchHands();
    sweeps.scheduleFetch();
    announcer.startAnnouncer(layoutQuery);
  }
  start();
  return inputs;
}

watchNames();
watchFocus();

/** @type {LabHandlers | null} */
let handlers = null; // until Dash has the layout, and with it the page data
/** @param {DashCall} call */
const onCall = ({ name, values, triggered }) => {
  if (name === "start") handlers ??= createLab(/** @type {PageData} */ (values[0]));
  else handlers?.[name](triggered);
};
window.labBridge.onCall = onCall;
window.labBridge.earlyCalls.forEach(onCall);
