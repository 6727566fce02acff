// The link to the page as it stands: in a field, and on the clipboard where the browser lets it be.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  const link = (more) => {
    const query = lab.query();
    return lab.address() + query + (more ? (query ? "&" : "?") + more : "");
  };

  lab.showLink = (more = "") => {
    document.getElementById(lab.page.link).value = link(more);
    document.getElementById(lab.page.copied).textContent = "";
  };

  // The link follows what is hidden while the dialog is open.
  lab.followLink = () => {
    if (document.getElementById(lab.page.share).open) lab.showLink();
  };

  document.addEventListener("click", async (event) => {
    if (event.target.closest(`[data-opens=${lab.page?.share}]`) !== null) lab.showLink();
    const button = event.target.closest("[data-copies]");
    if (button === null) return;
    lab.showLink(button.dataset.copies);
    const field = document.getElementById(lab.page.link);
    field.select();
    // There is no clipboard at all where the page is served without encryption.
    const copied = (async () => navigator.clipboard.writeText(field.value))();
    const word = await copied.then(() => "Copied.", () => "Copy it from the field.");
    document.getElementById(lab.page.copied).textContent = word;
    lab.tell(word);
  });
}
