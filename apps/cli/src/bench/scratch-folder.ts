import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs `work` in a folder that is removed afterwards, or in `kept`, which stays. */
export async function inFolder<T>(kept: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'xz-bench-'))
  try {
    return await work(folder)
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  }
}
