/** The nodes that are reached from a node along `next`, itself included. */
export function reachedFrom(start: number, next: (node: number) => Iterable<number>): ReadonlySet<number> {
  const seen = new Set([start])
  // A set visits what is added to it while it is being visited.
  for (const node of seen) for (const one of next(node)) seen.add(one)
  return seen
}
