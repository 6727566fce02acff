// Pictures that were shown stay at hand: while the server is out of reach, the story comes from here.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const MOST = 100; // whole pictures, of some 20 kB

  const pictures = new Map(); // screen and query -> the newest answer with a whole picture of it
  const ways = new Map(); // a query and a step through the story -> the query that it leads to
  const starts = new Map(); // a scene -> the query that it begins with

  const seenAs = ({ dark, height }, query) => `${dark} ${height} ${query}`;
  const way = (query, step) => `${step} ${query}`;
  const scene = (query) => new URLSearchParams(query).get("scene");

  // A query without what was moved in its scene: whoever comes back finds the scene as it was made.
  function fresh(query) {
    const kept = query.slice(1).split("&").filter((part) => lab.page.kept.includes(part.split("=")[0]));
    return kept.length ? `?${kept.join("&")}` : "";
  }

  // Drawing writes into what it has drawn from, so what is kept is a copy, and so is what is given.
  lab.remember = (asked, answer) => {
    if (!answer.figure) return;
    const key = seenAs(asked, answer.query);
    pictures.delete(key); // the newest goes last
    pictures.set(key, structuredClone(answer));
    if (pictures.size > MOST) pictures.delete(pictures.keys().next().value);
    const { turn } = asked.changes;
    if (turn) ways.set(way(asked.query, turn), answer.query);
    if (turn && scene(asked.query)) ways.set(way(answer.query, -turn), fresh(asked.query));
    if (answer.query === fresh(answer.query) && !answer.query.includes("moment=")) starts.set(scene(answer.query), answer.query);
  };

  // The answer that the server would give to a step or a jump in the story, if its picture was shown before.
  lab.recall = (asked) => {
    const { turn, scene: chosen, moment, ...others } = asked.changes;
    const query = chosen ? starts.get(chosen) : led(asked.query, turn ?? 0);
    if (query === undefined || (chosen && moment !== "question")) return undefined;
    // What was moved before goes with the scene that it was moved in.
    if (Object.keys(others).length > 0 && scene(query) === scene(asked.query)) return undefined;
    const known = pictures.get(seenAs(asked, query));
    return known && { ...structuredClone(known), number: asked.number, turned: Boolean(turn) };
  };

  // Where so many steps lead: at once, or one after the other.
  function led(query, turn) {
    if (turn === 0 || ways.has(way(query, turn))) return turn === 0 ? query : ways.get(way(query, turn));
    const step = Math.sign(turn);
    const next = ways.get(way(query, step)) ?? ways.get(way(fresh(query), step));
    return next === undefined || Math.abs(turn) === 1 ? next : led(next, turn - step);
  }
}
