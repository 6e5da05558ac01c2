import { createServer } from 'node:net'

const ADDRESS = '127.0.0.1'
const BASE_MAX = 65_000

/** Opens each at once, so that no two are the same, and gives them up again. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, () => probe(0)))
  return Promise.all(probes.map(async (found) => (found === undefined ? 0 : found.release())))
}

/** A port that is free together with those so many above it. */
export async function freePortBase(offsets: readonly number[]): Promise<number> {
  for (;;) {
    const [base = 0] = await freePorts(1)
    if (base === 0 || base >= BASE_MAX) continue
    const above = await Promise.all(offsets.map((offset) => probe(base + offset)))
    for (const found of above) await found?.release()
    if (!above.includes(undefined)) return base
  }
}

interface Probe {
  release(): Promise<number>
}

/** Undefined: somebody has it. */
function probe(port: number): Promise<Probe | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(undefined)
    })
    server.listen(port, ADDRESS, () => {
      const address = server.address()
      const found = typeof address === 'object' ? (address?.port ?? 0) : 0
      resolve({
        release: () =>
          new Promise((released) =>
            server.close(() => {
              released(found)
            }),
          ),
      })
    })
  })
}
