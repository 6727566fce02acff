// The reader's screen, and how the page looks on it. assets/lab.js has told the server about it
// before the first layout.

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
      onChange(); // the names of the curves and a lecture's sizes depend on it
    }, RESIZE_PAUSE_MS);
  });
}
