// What a screen reader is told, by the one live region and only once nothing has changed for a moment: the note or the
// word about the connection where there is one, or else what has changed. The summary and the table follow with it.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const PAUSE = 500; // ms without a change
  const PATIENCE = 5000; // ms until what has not been told is asked about again

  let timer = 0;
  let told = ""; // the query that was last told of
  let asked = ""; // the query that was last asked about,
  let opened = false; // and whether the table lay open then

  const find = (id) => document.getElementById(id);

  lab.listenToWords = (query) => {
    told = asked = query;
    for (const id of [lab.page.note, lab.page.connection]) {
      new MutationObserver(lab.rest).observe(find(id), { childList: true, characterData: true, subtree: true });
    }
    find(lab.page.values).addEventListener("toggle", ask);
    lab.rest();
  };

  lab.rest = () => {
    lab.write(lab.page.spoken, ""); // so that the same words are spoken again
    clearTimeout(timer);
    timer = setTimeout(speak, PAUSE);
  };

  // A dialog has a word of its own to say.
  lab.tell = (text) => {
    lab.write(lab.page.spoken, "");
    clearTimeout(timer);
    timer = setTimeout(() => lab.write(lab.page.spoken, text), PAUSE);
  };

  function speak() {
    lab.write(lab.page.spoken, word());
    if (!lab.unsettled()) ask();
  }

  const word = () => find(lab.page.note).textContent || find(lab.page.connection).textContent;

  function ask() {
    const query = lab.query();
    const { open } = find(lab.page.values);
    if (query === asked && (opened || !open)) return;
    asked = query;
    opened = open;
    dash_clientside.set_props(lab.page.rest, { data: { query, before: told, open } });
    setTimeout(() => {
      if (told === query || query !== lab.query()) return;
      asked = "";
      ask();
    }, PATIENCE);
  }

  // The server has put it into words. What has moved on since then will be told in turn.
  lab.say = ({ query, texts, changed }) => {
    if (query !== lab.query()) return;
    told = query;
    for (const [id, text] of Object.entries(texts)) lab.write(id, text);
    if (!word()) lab.write(lab.page.spoken, changed);
  };
}
