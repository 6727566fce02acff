// What the page shows, as a file: the server says what is in it; a picture is drawn here.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const PATIENCE = 30000; // ms until a file is given up

  lab.address = () => location.origin + location.pathname;

  async function ask(kind) {
    const sent = fetch(lab.page.take, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ asked: { query: lab.query(), kind, address: lab.address() } }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const response = await sent.catch(() => Promise.reject(new Error("The server is out of reach.")));
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return JSON.parse(await response.json());
  }

  async function content(kind, { text, figure }) {
    if (text !== undefined) return text;
    const { width, height } = figure.layout;
    const options = { format: kind, width, height, scale: kind === "png" ? lab.page.scale : 1, imageDataOnly: true };
    const drawn = await Plotly.toImage(figure, options);
    return kind === "png" ? Uint8Array.from(atob(drawn), (letter) => letter.charCodeAt(0)) : drawn;
  }

  function save(name, parts) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([parts]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
  }

  // Where the clipboard is denied, the code is shown, selected.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return "Copied.";
    } catch {
      const code = document.getElementById(lab.page.code);
      code.textContent = text;
      code.hidden = false;
      getSelection().selectAllChildren(code);
      return "Copy it from below.";
    }
  }

  async function take({ takes, copied }) {
    const answer = await ask(takes);
    if (copied !== undefined) return copy(answer.text);
    save(answer.name, await content(takes, answer));
    return `Saved as ${answer.name}`;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-takes]");
    if (button === null) return;
    const word = document.getElementById(lab.page.saved);
    document.getElementById(lab.page.code).hidden = true;
    word.textContent = "One moment …";
    word.textContent = await take(button.dataset).catch((error) => `Nothing was saved. ${error.message}`);
    lab.tell(word.textContent);
  });
}
