import { renameSync, writeFileSync } from 'node:fs'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import type { LinkStatus } from './relayer.ts'

const WRITE_MS = 1_000

/** Says at `file` how far the relayer is, each time that it has changed. Returns what stops it. */
export function keepStatusFile(file: string, status: () => readonly LinkStatus[], log: Log): () => void {
  let written = ''
  const write = (): void => {
    const links = status()
    const text = JSON.stringify(links)
    if (text === written) return
    try {
      // Whole or not at all: somebody may read it at any moment.
      writeFileSync(`${file}.part`, `${JSON.stringify({ at: new Date().toISOString(), links })}\n`, { mode: 0o600 })
      renameSync(`${file}.part`, file)
      written = text
    } catch (error) {
      // Relaying goes on: the file only tells of it.
      log({ step: 'status not written', file, error: reasonOf(error) })
      written = text
    }
  }
  write()
  const timer = setInterval(write, WRITE_MS)
  return () => {
    clearInterval(timer)
  }
}
