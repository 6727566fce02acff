// What the reader's screen is like, said before the page asks the server for its layout: cookies go along with that
// request. And how the page looks on it.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const PAUSE = 150; // ms without a change of size after which the window has its size
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  lab.dark = () => system.matches;
  // Of the window, in pixels; one higher than 4:3 counts as one of 4:3.
  lab.height = () => Math.max(1, Math.round(Math.min(window.innerHeight, 0.75 * window.innerWidth, 32767)));
  lab.lecturing = () => root.dataset.mode === "lecture";

  lab.applyLook = (theme, mode) => {
    root.dataset.theme = theme;
    root.dataset.mode = mode;
  };

  const tell = () => {
    document.cookie = `scheme=${lab.dark() ? "dark" : "light"}; path=/; SameSite=Lax`;
    document.cookie = `height=${lab.height()}; path=/; SameSite=Lax`;
  };

  tell();
  const asked = new URLSearchParams(location.search);
  const mode = asked.get("mode") ?? "page";
  lab.applyLook(asked.get("theme") ?? (mode === "lecture" ? "light" : "auto"), mode);
  system.addEventListener("change", () => {
    tell();
    lab.repaint();
  });

  // The sizes of a lecture are shares of the window's height.
  let rest = 0;
  window.addEventListener("resize", () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      tell();
      if (lab.lecturing()) lab.repaint();
    }, PAUSE);
  });
}
