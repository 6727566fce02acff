// Where the labels of the curves stand: components/plot/labels_at_edge.py in JavaScript.

/**
 * Returns the height of each label, from 0 to 1, as near to its target as the others allow. Labels
 * that would be closer than `spacing` are spread evenly around their mean.
 * @param {number[]} targets in the order of the curves
 * @param {number} spacing
 * @returns {number[]}
 */
export function spreadLabels(targets, spacing) {
  const order = targets.map((_, index) => index);
  order.sort((a, b) => targets[a] - targets[b] || b - a);
  /** @type {{members: number[], centre: number}[]} */
  const groups = [];
  for (const index of order) {
    let group = { members: [index], centre: clampCentre(targets[index], 1, spacing) };
    for (let below = groups.at(-1); below && doOverlap(below, group, spacing); ) {
      groups.pop();
      const members = [...below.members, ...group.members];
      const mean = members.reduce((sum, each) => sum + targets[each], 0) / members.length;
      group = { members, centre: clampCentre(mean, members.length, spacing) };
      below = groups.at(-1);
    }
    groups.push(group);
  }
  const heights = targets.map(() => 0);
  for (const { members, centre } of groups)
    for (const [place, index] of members.entries())
      heights[index] = centre + spacing * (place - 0.5 * (members.length - 1));
  return heights;
}

/**
 * @param {{members: number[], centre: number}} below
 * @param {{members: number[], centre: number}} above
 * @param {number} spacing
 */
const doOverlap = (below, above, spacing) =>
  above.centre - below.centre < 0.5 * spacing * (below.members.length + above.members.length);

/**
 * Returns the centre of a group of labels such that none lies above or below the plot.
 * @param {number} centre
 * @param {number} count
 * @param {number} spacing
 */
function clampCentre(centre, count, spacing) {
  const half = 0.5 * spacing * count;
  return Math.min(Math.max(centre, half), Math.max(1 - half, half));
}
