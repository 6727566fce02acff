// A slider's value, heard from its thumbs as they move. Through the page's renderer each move would come later, and
// cost as much again as painting the curve.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  const ECHO = 500; // ms within which a thumb follows what the page itself has set

  const expected = new Map();
  lab.expectThumb = (name, text) => expected.set(name, { text, until: performance.now() + ECHO });

  function isEcho(name, text) {
    const echo = expected.get(name);
    if (echo?.text !== text) return false;
    expected.delete(name);
    return performance.now() < echo.until;
  }

  lab.listenToThumbs = (sliders) => {
    for (const [id, { name, value: laidOut }] of Object.entries(sliders)) {
      const slider = document.getElementById(id);
      const value = () => {
        const thumbs = [...slider.querySelectorAll("[role=slider]")];
        return thumbs.map((thumb) => Number(thumb.getAttribute("aria-valuenow")));
      };
      const { unit } = slider.closest(".control").dataset;
      let last = String(laidOut); // it may have been moved since
      const heard = (moves) => {
        for (const move of moves) lab.speakValue(move.target, unit);
        const now = value();
        if (String(now) === last) return;
        last = String(now);
        if (!isEcho(name, last)) lab.change(name, now.length > 1 ? now : now[0]);
      };
      new MutationObserver(heard).observe(slider, { attributes: true, attributeFilter: ["aria-valuenow"], subtree: true });
      heard([]);
    }
  };
}
