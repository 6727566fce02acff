// A slider's value, heard from its thumbs as they move. Through the page's renderer each move would come later, and
// cost as much again as painting the curve.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  lab.listenToThumbs = (sliders) => {
    for (const [id, name] of Object.entries(sliders)) {
      const slider = document.getElementById(id);
      const value = () => {
        const thumbs = [...slider.querySelectorAll("[role=slider]")];
        return thumbs.map((thumb) => Number(thumb.getAttribute("aria-valuenow")));
      };
      let last = String(value());
      const heard = () => {
        const now = value();
        if (String(now) === last) return;
        last = String(now);
        lab.change(name, now.length > 1 ? now : now[0]);
      };
      new MutationObserver(heard).observe(slider, { attributes: true, attributeFilter: ["aria-valuenow"], subtree: true });
    }
  };
}
