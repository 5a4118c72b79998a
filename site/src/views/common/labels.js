/**
 * Places for labels in a column, as near as can be to where they belong, without overlaps and within
 * bounds. Keeps their order.
 *
 * @param {readonly number[]} wanted
 * @param {number} gap least distance of two labels
 * @param {readonly [number, number]} bounds
 * @returns {number[]} in the order of `wanted`
 */
export function spreadLabels(wanted, gap, [least, greatest]) {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  const distance = Math.min(gap, (greatest - least) / (wanted.length - 1));
  /** @type {{ sum: number, members: number[] }[]} */
  const groups = [];
  const centre = (/** @type {{ sum: number, members: number[] }} */ { sum, members }) => {
    const half = ((members.length - 1) * distance) / 2;
    return Math.min(greatest - half, Math.max(least + half, sum / members.length));
  };
  for (const index of order) {
    let group = { sum: wanted[index], members: [index] };
    for (let above = groups.at(-1); above; above = groups.at(-1)) {
      const reach = ((above.members.length + group.members.length) * distance) / 2;
      if (centre(group) - centre(above) >= reach - 1e-9) break;
      groups.pop();
      group = {
        sum: above.sum + group.sum,
        members: [...above.members, ...group.members],
      };
    }
    groups.push(group);
  }
  const places = new Array(wanted.length).fill(0);
  for (const group of groups) {
    const start = centre(group) - ((group.members.length - 1) * distance) / 2;
    group.members.forEach((index, rank) => (places[index] = start + rank * distance));
  }
  return places;
}
