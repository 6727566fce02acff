// Light or dark, settled before the page asks the server for its layout: the cookie goes along with that request.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  lab.dark = () => system.matches;

  lab.applyTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
  };

  const tell = () => {
    document.cookie = `scheme=${lab.dark() ? "dark" : "light"}; path=/; SameSite=Lax`;
  };

  tell();
  lab.applyTheme(new URLSearchParams(location.search).get("theme") ?? "auto");
  system.addEventListener("change", () => {
    tell();
    lab.repaint();
  });
}
