const PAUSE_MS = 25
const WAIT_MS = 45_000
/** A look that is under way at the end of the wait gets so long: as long as a call of a ledger's RPC may take. */
const LAST_LOOK_MS = 30_000
const SHOWN_LENGTH_MAX = 1_500

/** Looks again and again until there is something to see: neither undefined nor false. */
export function until<T>(look: () => Promise<T | undefined | false>, waitMs = WAIT_MS): Promise<T> {
  return untilOf(look, (found) => found, { what: look, waitMs })
}

/** Reads again and again until what is looked for is in what was read; where it never is, the error holds what was read last. */
export function untilFound<S, T>(
  read: () => Promise<S>,
  find: (seen: S) => T | undefined | false,
  waitMs = WAIT_MS,
): Promise<T> {
  return untilOf(read, find, { what: find, waitMs })
}

interface Wait {
  /** Told as it stands in the test. */
  readonly what: (...given: never[]) => unknown
  readonly waitMs: number
}

async function untilOf<S, T>(
  read: () => Promise<S>,
  find: (seen: S) => T | undefined | false,
  { what, waitMs }: Wait,
): Promise<T> {
  const endMs = Date.now() + waitMs
  let last = 'no look has ended'
  const missed = (more = ''): Error =>
    new Error(`waited ${String(waitMs)} ms for ${shown(String(what))}; ${last}${more}`)
  do {
    const beganMs = Date.now()
    const seen = await inTime(read(), endMs + LAST_LOOK_MS - beganMs, () =>
      missed(`; a look that began ${String(Date.now() - beganMs)} ms ago has not ended`),
    )
    const found = find(seen)
    if (found !== undefined && found !== false) return found
    last = `seen last: ${shown(JSON.stringify(seen))}`
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  } while (Date.now() < endMs)
  throw missed()
}

/** A look that never ends would be a wait without end. */
async function inTime<T>(looking: Promise<T>, leftMs: number, missed: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(missed())
    }, leftMs)
  })
  try {
    return await Promise.race([looking, late])
  } finally {
    clearTimeout(timer)
  }
}

function shown(text: string | undefined): string {
  const line = (text ?? 'undefined').replaceAll(/\s+/g, ' ')
  return line.length > SHOWN_LENGTH_MAX ? `${line.slice(0, SHOWN_LENGTH_MAX)} …` : line
}
