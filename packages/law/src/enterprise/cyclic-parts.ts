export interface CyclicParts {
  /** Strongly connected components; each comes after all parts that its nodes reach. */
  readonly parts: readonly (readonly number[])[]
  /** Node → number of its part. */
  readonly partOf: readonly number[]
}

/** Strongly connected components (Tarjan 1972) without recursion: O(nodes + edges). */
export function cyclicParts(targetsOf: readonly (readonly number[])[]): CyclicParts {
  const order: (number | undefined)[] = []
  const low: number[] = []
  const partOf: number[] = targetsOf.map(() => -1)
  const parts: number[][] = []
  const open: number[] = []
  let count = 0
  const enter = (node: number): { node: number; next: number } => {
    order[node] = low[node] = count++
    open.push(node)
    return { node, next: 0 }
  }
  const lower = (node: number, value: number): void => {
    low[node] = Math.min(low[node] ?? value, value)
  }
  for (const root of targetsOf.keys()) {
    if (order[root] !== undefined) continue
    const frames = [enter(root)]
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node } = frame
      const target = targetsOf[node]?.[frame.next]
      frame.next += 1
      if (target === undefined) {
        frames.pop()
        const parent = frames.at(-1)
        if (parent !== undefined) lower(parent.node, low[node] ?? count)
        if (low[node] === order[node]) parts.push(closePart(open, node, partOf, parts.length))
      } else if (order[target] === undefined) {
        frames.push(enter(target))
      } else if (partOf[target] === -1) {
        lower(node, order[target])
      }
    }
  }
  return { parts, partOf }
}

function closePart(open: number[], root: number, partOf: number[], part: number): number[] {
  const members = open.splice(open.lastIndexOf(root))
  for (const member of members) partOf[member] = part
  return members
}
