// What the page shows, as a file: the server says what is in it; a picture is drawn here.

import { findClosest, findElement, pageAddress, writeText } from "./page.mjs";
import { postRequest } from "./post.mjs";

const TIMEOUT_MS = 30000; // of the request, and until the browser has read the file

/**
 * @param {object} needs
 * @param {string} needs.path of the requests for a file
 * @param {number} needs.pngScale pixels of the file for each pixel of the picture
 * @param {() => string} needs.query
 * @param {() => Ranges} needs.findZoom of the plot
 * @param {(text: string) => void} needs.announce
 * @param {(file: ExportedFile) => ExportedFile} needs.fillFile adds what only the page knows
 */
export function createExportDialog({ path, pngScale, query, findZoom, announce, fillFile }) {
  /**
   * Returns the file. Throws where there is none.
   * @param {string} kind
   * @returns {Promise<ExportedFile>}
   */
  async function requestFile(kind) {
    const request = { query: query(), kind, address: pageAddress(), zoom: findZoom() };
    /** @type {Result<ExportedFile>} */
    const { response, status } = await postRequest(path, request, TIMEOUT_MS);
    if (response) return response;
    const reason = status ? `The server answered ${status}.` : "There is no connection.";
    throw new Error(reason);
  }

  /**
   * @param {string} kind
   * @param {ExportedFile} file
   */
  async function buildContent(kind, { text, figure }) {
    if (text !== undefined) return text;
    const { width, height } = figure.layout;
    const scale = kind === "png" ? pngScale : 1;
    const options = { format: kind, width, height, scale, imageDataOnly: true };
    const image = await Plotly.toImage(figure, options);
    if (kind !== "png") return image;
    return Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
  }

  /**
   * Saves a file, or copies the code. Returns what to tell the reader.
   * @param {string} kind
   * @param {boolean} isCopied
   */
  async function exportFile(kind, isCopied) {
    const file = fillFile(await requestFile(kind));
    if (isCopied) return copyCode(file.text ?? "");
    saveFile(file.name, await buildContent(kind, file));
    // A frame may forbid to save files, and no script learns of it.
    if (window !== window.top)
      return [
        `${file.name} was handed to the browser.`,
        "If it was not saved, open this page outside of its frame.",
      ].join(" ");
    return `Saved as ${file.name}`;
  }

  document.addEventListener("click", async (event) => {
    const button = findClosest(event, "[data-export]");
    if (!button) return;
    const { export: kind = "", copyCode: copyFlag } = button.dataset;
    findElement("export-code").hidden = true;
    writeText("export-status", "One moment …");
    const status = await exportFile(kind, copyFlag !== undefined).catch(
      (error) => `Nothing was saved. ${error.message}`,
    );
    writeText("export-status", status);
    announce(status);
  });
}

/**
 * @param {string} name
 * @param {BlobPart} content
 */
function saveFile(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TIMEOUT_MS);
}

/**
 * Copies code; where the clipboard is denied, the code is shown and selected instead.
 * @param {string} text
 */
async function copyCode(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    const code = findElement("export-code");
    code.textContent = text;
    code.hidden = false;
    getSelection()?.selectAllChildren(code);
    return "Copy it from below.";
  }
}
