/**
 * As many places on the axis of steps as a chart can show: neighbours share one. In each place stands the mean
 * of its values, or, where one of them is off the scale (zero or not finite), that one, so that it can't be
 * averaged away.
 *
 * @param {ArrayLike<number>} steps
 * @param {number} from first index that is shown
 * @param {number} most places
 */
export function stepBuckets(steps, from, most) {
  const count = steps.length - from;
  const first = Math.max(0, from - 1);
  if (count <= most)
    return Uint32Array.from({ length: steps.length - first + 1 }, (_, i) => first + i);
  const begin = steps[from];
  const width = (steps[steps.length - 1] - begin) / most;
  const starts = [first];
  let place = 0;
  for (let index = from + 1; index < steps.length; index++) {
    const next = Math.min(most - 1, Math.floor((steps[index] - begin) / width));
    if (next > place) {
      place = next;
      starts.push(index);
    }
  }
  return Uint32Array.from([...starts, steps.length]);
}

/**
 * The step that stands for each bucket: its last, so that the line ends where the run is.
 *
 * @param {ArrayLike<number>} steps
 * @param {Uint32Array} starts first index of each bucket, and the end of the last
 */
export function bucketSteps(steps, starts) {
  return Float64Array.from(
    { length: starts.length - 1 },
    (_, bucket) => steps[starts[bucket + 1] - 1],
  );
}

/**
 * @param {ArrayLike<number>} values
 * @param {Uint32Array} starts
 * @param {(value: number) => number} position of a value on the axis
 * @param {number} lowest position on the scale; lanes lie below
 */
export function bucketPositions(values, starts, position, lowest) {
  const result = new Float64Array(starts.length - 1);
  for (let bucket = 0; bucket < result.length; bucket++) {
    const end = starts[bucket + 1];
    let sum = 0;
    for (let index = starts[bucket]; index < end; index++) {
      const place = position(values[index]);
      if (place < lowest) {
        sum = place * (end - starts[bucket]);
        break;
      }
      sum += place;
    }
    result[bucket] = sum / (end - starts[bucket]);
  }
  return result;
}
