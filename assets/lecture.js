// What the keys and the corner buttons of a lecture do.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const REST = 3000; // ms after which a pointer that does not move is hidden
  const root = document.documentElement;

  const scene = (number) => lab.ask({ scene: String(number), moment: "question" });

  const actions = {
    next: () => lab.next(),
    previous: () => lab.previous(),
    first: () => scene(1),
    last: () => scene(lab.page.scenes),
    scene,
    reset: () => lab.reset(),
    mode: () => lab.ask({ mode: lab.lecturing() ? "page" : "lecture" }),
    controls: () => root.toggleAttribute("data-controls"),
    black: () => draw("black"),
    white: () => draw("white"),
    help: () => lab.toggleDialog(lab.page.help),
    fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };

  lab.act = (action, key) => {
    if (action !== "help") lab.closeDialogs();
    if (action !== "black" && action !== "white") lift();
    if (action !== "fullscreen" || document.fullscreenEnabled) actions[action](key);
  };

  const curtain = () => document.getElementById(lab.page.curtain);
  function draw(colour) {
    const down = !curtain().hidden && curtain().dataset.colour === colour;
    curtain().dataset.colour = colour;
    curtain().hidden = down;
  }
  function lift() {
    curtain().hidden = true;
  }

  document.addEventListener("keydown", (event) => event.key === "Escape" && lab.page && lift());
  document.addEventListener("click", (event) => {
    if (event.target.id === lab.page?.curtain) lift();
    const button = event.target.closest("[data-action]");
    if (button === null) return;
    if (event.detail > 0) button.blur(); // a click of a mouse: Space is to go on, not to press this again
    lab.act(button.dataset.action);
  });

  let rest = 0;
  const wake = () => {
    root.removeAttribute("data-resting");
    clearTimeout(rest);
    rest = setTimeout(() => root.setAttribute("data-resting", ""), REST);
  };
  root.toggleAttribute("data-fullscreen-enabled", document.fullscreenEnabled);
  window.addEventListener("pointermove", wake);
  wake();
}
