// Dialogs open over the page and close again; the browser keeps the focus inside and hands it back.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});

  lab.toggleDialog = (id) => {
    const dialog = document.getElementById(id);
    if (dialog.open) dialog.close();
    else {
      lab.closeDialogs();
      dialog.showModal();
      // What lies outside an open dialog is not heard, so the one live region comes along, and goes back.
      const spoken = document.getElementById(lab.page.spoken);
      const home = spoken.parentElement;
      dialog.append(spoken);
      dialog.addEventListener("close", () => home.append(spoken), { once: true });
    }
  };

  lab.closeDialogs = () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener !== null) lab.toggleDialog(opener.dataset.opens);
    if (event.target.closest("dialog .close") !== null) lab.closeDialogs();
  });
}
