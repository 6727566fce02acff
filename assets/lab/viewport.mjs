// The reader's screen, and how the page looks on it. assets/lab.js has told the server about it
// before the first layout.

const SHAPES = ["(max-height: 500px)", "(max-width: 832px)"];
const THEMES = ["auto", "light", "dark"];
const RESIZE_PAUSE_MS = 150; // without a change of size, after which a window has its size

const root = document.documentElement;
const { isDark, readWindow, writeCookies } = window.labBridge;

export const readScreen = () => ({ dark: isDark(), ...readWindow() });

export const isLecture = () => root.dataset.mode === "lecture";

/**
 * @param {string} theme
 * @param {string} mode
 */
export function applyLook(theme, mode) {
  root.dataset.theme = theme;
  root.dataset.mode = mode;
  if (mode !== "lecture") root.removeAttribute("data-show-controls");
}

/** Returns the theme after the present one. */
export const findNextTheme = () =>
  THEMES[(THEMES.indexOf(root.dataset.theme ?? "") + 1) % THEMES.length];

/**
 * Calls `onChange` when the screen has changed so that the picture has to follow.
 * @param {() => void} onChange
 */
export function watchScreen(onChange) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    writeCookies();
    onChange();
  });
  let timer = 0;
  window.addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      writeCookies();
      if (isLecture()) onChange(); // its sizes are shares of the window's height
    }, RESIZE_PAUSE_MS);
  });
  // The labels of the curves stand for a shape of the window: components/theme.py.
  for (const shape of SHAPES) matchMedia(shape).addEventListener("change", onChange);
}
