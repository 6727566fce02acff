// Pictures that were shown stay at hand: while the server is out of reach, they come from here.
{
  const lab = ((window.dash_clientside ??= {}).lab ??= {});
  const MOST = 100; // whole pictures, of some 20 kB

  const pictures = new Map(); // query -> the newest answer with a whole picture of it
  const ways = new Map(); // a query and a number of steps through the story -> the query that they led to

  const way = (query, turn) => `${turn} ${query}`;

  lab.remember = (asked, answer) => {
    if (!answer.figure) return;
    pictures.delete(answer.query); // the newest goes last
    pictures.set(answer.query, answer);
    if (pictures.size > MOST) pictures.delete(pictures.keys().next().value);
    const { turn } = asked.changes;
    if (!turn) return;
    ways.set(way(asked.query, turn), answer.query);
    ways.set(way(answer.query, -turn), asked.query);
  };

  // The answer that the server would give to a request, if its picture was shown before.
  lab.recall = ({ number, query, changes }) => {
    const { turn, ...others } = changes;
    if (Object.keys(others).length > 0) return undefined;
    const known = pictures.get(turn ? ways.get(way(query, turn)) : query);
    return known && { ...known, number, turned: Boolean(turn) };
  };
}
