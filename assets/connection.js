// A quiet word about the connection: nothing while it is good.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const RECOVERY = 4000; // ms without a failure until the word goes away

  let timer = 0;

  lab.showConnection = (failures) => {
    const word = document.getElementById(lab.page.connection);
    if (failures > 0) {
      clearTimeout(timer);
      timer = 0;
      word.textContent = lab.isLost() ? "The server is out of reach; trying again." : "The connection is poor.";
    } else if (word.textContent && !timer) {
      word.textContent = "The connection is poor.";
      timer = setTimeout(() => {
        word.textContent = "";
        timer = 0;
      }, RECOVERY);
    }
  };
}
