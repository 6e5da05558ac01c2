import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, bankItem, canRun, controlOf, TestPlace, statusOf } from './testing/institution-fixture.ts'

const program = fileURLToPath(new URL('../bin/xiezhi-institution.js', import.meta.url))
const isBuilt = existsSync(new URL('../dist/main.js', import.meta.url))
if (!isBuilt) console.log('not run: apps/institution/src/kill.test.ts (the program is not built)')
const ROUNDS = 2
const SENT = 24

describe.skipIf(!canRun || !isBuilt)('kill −9', () => {
  let place: TestPlace
  let child: ChildProcess | undefined
  beforeAll(() => {
    place = new TestPlace()
  })
  afterAll(async () => {
    const ending = child
    if (ending?.exitCode === null) {
      const end = new Promise((resolve) => ending.once('exit', resolve))
      ending.kill('SIGTERM')
      await end
    }
    await place.end()
  })

  /** The program as a process of its own, and the port of its door. */
  async function start(file: string): Promise<number> {
    const started = spawn(process.execPath, [program, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    return new Promise((resolve, reject) => {
      let text = ''
      started.once('exit', () => reject(new Error('ended before it was ready')))
      started.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
        const port = /READY \S+ (\d+)/.exec(text)?.[1]
        if (port !== undefined) resolve(Number(port))
      })
    })
  }

  async function killed(): Promise<void> {
    const ending = child
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return
    const end = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGKILL')
    await end
  }

  test('loses nothing that was acknowledged, and does nothing twice', async () => {
    const file = join(place.folder, 'kill.json')
    writeFileSync(file, JSON.stringify(place.config('bank')))
    const acknowledged = new Map<string, Answer>()
    const sent: ControlRequest[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const court = place.court(await start(file), 30_000)
      const killAfter = 3 + round * 4
      let answered = 0
      const tasks = Array.from({ length: SENT }, async () => {
        const request = controlOf('BANK', 'SAMPLEBANK', [bankItem('SAMPLE-0001', { amountCents: 1 })])
        sent.push(request)
        try {
          acknowledged.set(request.requestNo, await ask(court, request))
          if (++answered === killAfter) child?.kill('SIGKILL')
        } catch {
          // Cut off: whether it was booked is asked below.
        }
      })
      await Promise.all(tasks)
      court.close()
      await killed()
    }
    const court = place.court(await start(file), 20_000)
    for (const [requestNo, given] of acknowledged) expect(await statusOf(court, requestNo)).toEqual(given)
    for (const request of sent) await ask(court, request)
    const booked: string[] = []
    for await (const { requestNo } of court.measures('SAMPLE-0703')) booked.push(requestNo)
    expect(booked.sort()).toEqual(sent.map(({ requestNo }) => requestNo).sort())
    expect(acknowledged.size).toBeGreaterThanOrEqual(3)
    court.close()
  }, 300_000)
})
