const PAUSE_MS = 25
const WAIT_MS = 45_000

/** Looks again and again until there is something to see: neither undefined nor false. */
export async function until<T>(look: () => Promise<T | undefined | false>, waitMs = WAIT_MS): Promise<T> {
  const endMs = Date.now() + waitMs
  while (Date.now() < endMs) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error(`nothing to see after ${String(waitMs)} ms`)
}
