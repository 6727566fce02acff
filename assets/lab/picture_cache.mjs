// The last pictures that the page has shown. While the server is out of reach, steps through the
// story and undo come from here.

const MAX_PICTURES = 100; // full pictures, of some 20 kB each

/**
 * @param {object} needs
 * @param {Story} needs.story
 */
export function createPictureCache({ story }) {
  /** @type {Map<string, UpdateResponse>} */
  const pictures = new Map(); // the oldest first

  /**
   * Keeps the response if it holds a full picture. Plotly writes into what it draws, so this is a
   * copy, and so is what `recallPicture` returns.
   * @param {UpdateRequest} request
   * @param {UpdateResponse} response
   */
  function rememberPicture(request, response) {
    if (!response.figure) return;
    const key = pictureKey(request, response.query);
    pictures.delete(key);
    pictures.set(key, structuredClone(response));
    if (pictures.size > MAX_PICTURES) pictures.delete([...pictures.keys()][0]);
  }

  /**
   * Returns the response that the server would give to a request, if its picture was shown before.
   * @param {UpdateRequest} request
   * @returns {UpdateResponse | undefined}
   */
  function recallPicture(request) {
    const query = findTargetQuery(request);
    const picture = query === undefined ? undefined : pictures.get(pictureKey(request, query));
    return picture && { ...structuredClone(picture), number: request.number };
  }

  /**
   * Returns the query that a request leads to; undefined where only the server can know it, or
   * where nothing is to be drawn.
   * @param {UpdateRequest} request
   */
  function findTargetQuery({ query, changes, full }) {
    const { scene, stage, ...others } = changes;
    if (Object.keys(others).length > 0) return undefined;
    if (scene === undefined && stage === undefined) return full ? query : undefined;
    const place = story.changePlace(
      story.readPlace(query),
      /** @type {Partial<Place>} */ (changes),
    );
    return story.buildPlaceQuery(query, place);
  }

  return { rememberPicture, recallPicture };
}

/**
 * @param {UpdateRequest} request
 * @param {string} query
 */
const pictureKey = ({ dark, width, height }, query) => `${dark} ${width} ${height} ${query}`;
