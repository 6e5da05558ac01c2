import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { base64Encode } from '@xiezhi/codec'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EmbeddedHost } from '../packages/host/src/embedded/embedded-host.ts'
import { noteHostOptions } from '../packages/host/src/embedded/testing/note-host.ts'
import { noteTx } from '../packages/host/src/embedded/testing/note-module.ts'
import { bundleNoteProcess, startNoteProcess } from '../packages/host/src/embedded/testing/run-note-process.ts'
import type { NoteProcess } from '../packages/host/src/embedded/testing/run-note-process.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { ClientLog } from '../tools/faults/client-log.ts'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'

const DISK = '6m'
const NOTES_MAX = 4_000
const WAIT_MS = 30_000
const TEST_MS = 120_000
const PREFIX = 'note/text/'

/** A file system of its own in memory, so small that a ledger fills it; or why there is none. */
function mountSmallDisk(folder: string): string | undefined {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder], {
    encoding: 'utf8',
  })
  return status === 0 ? undefined : (stderr === '' ? 'mount refused' : stderr).trim().split('\n')[0]
}

const folder = mkdtempSync(join(tmpdir(), 'xz-full-'))
const obstacle = mountSmallDisk(folder)
if (obstacle !== undefined) console.log(`not run: a full disk (${obstacle})`)

describe.skipIf(obstacle !== undefined)('a disk that fills up under a ledger', () => {
  const genesisTimeMs = Date.now() - 10_000
  const store = join(folder, 'store')
  const filler = join(folder, 'filler')
  const log = new ClientLog()
  let serial = 0

  beforeAll(bundleNoteProcess)
  afterAll(() => {
    execFileSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  })

  /** True for an acknowledged note, false for one that was refused or not answered. */
  async function write(port: number): Promise<boolean> {
    const id = `note-${serial++}`
    try {
      const { included, code } = (await rpcCall(port, 'submit', { tx: base64Encode(noteTx(id)) })) as {
        included: boolean
        code: number
      }
      if (included && code === 0) log.acknowledge(id)
      // A host whose store failed has taken nothing; whether a block was on disk before that, nobody was told.
      else log.unanswered.push(id)
      return included
    } catch {
      log.unanswered.push(id)
      return false
    }
  }

  async function started(): Promise<{ run: NoteProcess; port: number }> {
    const run = startNoteProcess(store, genesisTimeMs)
    const port = await run.port
    if (port === undefined) throw new Error(`it did not start: ${run.errors().slice(-1_000)}`)
    return { run, port }
  }

  async function stop(run: NoteProcess): Promise<void> {
    run.process.kill('SIGKILL')
    await run.ended
  }

  test(
    'nothing more is acknowledged while it is full, nothing acknowledged is lost, and it goes on when there is room',
    async () => {
      const tries = triesOf(1)
      for (let round = 0; round < tries; round++) {
        const { run, port } = await started()
        expect(await write(port)).toBe(true)
        log.beginOutage()
        fill(filler)
        let isFull = false
        for (let at = 0; at < NOTES_MAX && !isFull; at++) isFull = !(await write(port))
        expect(isFull).toBe(true)
        // It says so to each who comes, and does not pretend.
        for (let at = 0; at < 3; at++) expect(await write(port)).toBe(false)
        await stop(run)
        unlinkSync(filler)

        const again = await started()
        const endMs = performance.now() + WAIT_MS
        while (!(await write(again.port)) && performance.now() < endMs) await sleep(50)
        await stop(again.run)
        const host = new EmbeddedHost(noteHostOptions(store, genesisTimeMs))
        const held = [...host.store.scan({ from: new TextEncoder().encode(PREFIX) })]
          .map(({ key }) => new TextDecoder().decode(key))
          .filter((key) => key.startsWith(PREFIX))
        expect(log.wrongIn(held.map((key) => key.slice(PREFIX.length)))).toEqual([])
        await host.stop()
      }
      expect(log.acknowledged.length).toBeGreaterThan(1)
      tellFault({ fault: 'full disk', tries, survived: tries, outageMs: log.longestOutageMs })
    },
    TEST_MS * triesOf(1),
  )
})

/** Takes what room there is. */
function fill(file: string): void {
  const chunk = Buffer.alloc(64 * 1_024)
  try {
    for (;;) writeFileSync(file, chunk, { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
