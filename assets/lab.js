// Runs before Dash asks for the layout, which the modules in lab/ do not: it tells the server, in
// cookies, what the screen is like, and keeps Dash's calls until lab/main.mjs can take them.
{
  const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  const clamp = (/** @type {number} */ pixels) => Math.min(Math.max(1, Math.round(pixels)), 32767);
  const readWindow = () => ({ width: clamp(innerWidth), height: clamp(innerHeight) });
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const path = new URL("..", src).pathname; // that of the page
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const isSandboxed = origin === "null"; // has neither cookies nor requests
  const writeCookies = () => {
    const cookies = { scheme: isDark() ? "dark" : "light", ...readWindow() };
    for (const [name, value] of Object.entries(isSandboxed ? {} : cookies))
      document.cookie = `${name}=${value}; path=${path}; SameSite=Lax${secure}`;
  };
  writeCookies();
  // Dash's page stays hidden until it is drawn: until then the one in the HTML is seen.
  document.documentElement.dataset.loading = "";
  // While the server is updated it may refuse a module of the page's version: load the page again,
  // once.
  const onError = (/** @type {ErrorEvent} */ { target }) => {
    const [visit] = performance.getEntriesByType("navigation");
    const isReload = /** @type {PerformanceNavigationTiming} */ (visit).type === "reload";
    if (target instanceof HTMLScriptElement && target.type === "module" && !isReload)
      setTimeout(() => location.reload(), 1000);
  };
  if (isSandboxed)
    /** @type {HTMLElement} */ (document.getElementById("sandbox-note")).hidden = false;
  else window.addEventListener("error", onError, true);

  /** @type {DashCall[]} */
  const earlyCalls = [];
  const onCall = (/** @type {DashCall} */ call) => void earlyCalls.push(call);
  window.labBridge = { isDark, readWindow, writeCookies, earlyCalls, onCall };
  /** @type {(name: DashCall["name"], values: unknown[]) => void} */
  const forwardCall = (name, values) => {
    const { triggered } = dash_clientside.callback_context; // known only while Dash calls
    window.labBridge.onCall({ name, values, triggered });
  };
  window.dash_clientside ??= {};
  window.dash_clientside.lab = {
    start: (...values) => forwardCall("start", values),
    onChoiceInput: (...values) => forwardCall("onChoiceInput", values),
    onTextInput: (...values) => forwardCall("onTextInput", values),
    onButtonClick: (...values) => forwardCall("onButtonClick", values),
    onSwitchInput: (...values) => forwardCall("onSwitchInput", values),
    onViewInput: (...values) => forwardCall("onViewInput", values),
  };
}
