// The keys of a lecture, heard before a slider with the focus hears them. Which does what: components/lecture.py.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const HERE_TOO = "mode"; // F5 begins a lecture as well; every other key acts in a lecture only

  window.addEventListener(
    "keydown",
    (event) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = lab.page?.keys[key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || (key === "F5" && event.shiftKey)) return;
      if (action !== HERE_TOO && (!lab.lecturing() || isAnswered(event.target, key))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) lab.act(action, key);
    },
    true,
  );

  // Whether a key means something to the part of the page that has the focus: text to a box, Space to a switch.
  function isAnswered(element, key) {
    if (element.matches("input[type=text]")) return key.length === 1 || key === "Home" || key === "End";
    return key === " " && element.matches("button, input, summary, a");
  }
}
