// The page on paper: the plot in a shape for one sheet, drawn to any size, and the URL below it.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const SHEET = { width: 1000, height: 560 }; // px; a lecture's sizes belong to its window, so its plot keeps its own

  const root = document.documentElement;
  let mode = "page"; // of the page, while paper has none but this

  window.addEventListener("beforeprint", () => {
    if (!lab.page) return;
    document.getElementById(lab.page.address).textContent = lab.address() + lab.query();
    mode = root.dataset.mode;
    if (!lab.lecturing()) Plotly.relayout(lab.plot(), SHEET);
    root.dataset.mode = "page";
    // With a view box, the style sheet can give the drawing any size.
    for (const drawing of lab.plot().querySelectorAll(".main-svg")) {
      const { width, height } = drawing;
      drawing.setAttribute("viewBox", `0 0 ${width.baseVal.value} ${height.baseVal.value}`);
    }
  });

  window.addEventListener("afterprint", () => {
    if (!lab.page) return;
    for (const drawing of lab.plot().querySelectorAll(".main-svg")) drawing.removeAttribute("viewBox");
    root.dataset.mode = mode;
    if (!lab.lecturing()) Plotly.relayout(lab.plot(), { autosize: true });
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-prints]") === null) return;
    lab.closeDialogs();
    window.print();
  });
}
