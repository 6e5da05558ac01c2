import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'
import { Program, root } from './testing/program.ts'
import { Supervised, VICTIMS } from './testing/supervised.ts'
import type { Victim } from './testing/supervised.ts'

const START_MS = 300_000
const RECEIPTS = 'query/receipt/'

interface Up {
  readonly ready: boolean
  readonly zones: readonly { readonly zone: string; readonly url: string }[]
  readonly featured: { readonly active: { readonly licenceNo: string; readonly caseNumber: string } }
}

/** One after the other, each program started again alone. */
const SUPERVISED: readonly (readonly Victim[])[] = [...VICTIMS.map((victim) => [victim]), VICTIMS]
/** In the long run so many rounds for one of the short run, which costs as much as several of the others. */
const ROUNDS_PER_TRY = 25
const ROUNDS = triesOf(1) === 1 ? 1 : triesOf(ROUNDS_PER_TRY)

let installed: Program
let program: Program
let supervised: Supervised
let folder: string
let up: Up
/** Dispatches of which the asker was told that they are answered, with the bundles made of them. */
const acknowledged = new Map<string, string>()

beforeAll(async () => {
  installed = await Program.install()
  folder = mkdtempSync(join(tmpdir(), 'xz-faults-'))
  const alliance = readFileSync(join(root, 'alliance.yaml'), 'utf8')
  writeFileSync(
    join(folder, 'alliance.yaml'),
    alliance.replace(/lawyers: \d+/, 'lawyers: 20').replace(/cases: \d+/, 'cases: 4'),
  )
  program = installed.inFolder(folder, {})
  await start()
}, START_MS)
afterAll(async () => {
  await program.run('down')
  await installed.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const { exit, errors, value } = await program.json<Up>('up', '--detach')
  expect([exit, errors, value.ready]).toEqual([0, '', true])
  up = value
}

/** Asks; an answer that was verified is acknowledged, anything else is not known. */
async function ask(): Promise<number | null> {
  const { licenceNo, caseNumber } = up.featured.active
  const bundle = join(folder, `bundle-${performance.now().toFixed(0)}.json`)
  const args = ['lawyer', 'verify', '--licence', licenceNo, '--case', caseNumber, '--out', bundle]
  const { exit } = await program.run(...args)
  if (exit === 0) {
    const [, dispatchId = ''] = /"dispatchId":"([0-9a-f]{64}-\d+)"/.exec(readFileSync(bundle, 'utf8')) ?? []
    expect(dispatchId).not.toBe('')
    acknowledged.set(dispatchId, bundle)
  }
  return exit
}

/** Ids of all receipts on the court's ledger. */
async function receipts(): Promise<readonly string[]> {
  const url = up.zones.find(({ zone }) => zone === 'court')?.url ?? ''
  const port = Number(new URL(url).port)
  const found: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page = (await rpcCall(port, 'state_page', { prefix: RECEIPTS, ...(after === '' ? {} : { after }) })) as {
      readonly entries: readonly { readonly key: string }[]
      readonly next: string | null
    }
    found.push(...page.entries.map(({ key }) => key.slice(RECEIPTS.length)))
    after = page.next
  }
  return found
}

/** All that was answered is there, once. */
async function expectHeld(): Promise<void> {
  const held = await receipts()
  expect(new Set(held).size).toBe(held.length)
  expect([...acknowledged.keys()].filter((id) => !held.includes(id))).toEqual([])
}

/** Kills while a question is under way, and asks again when the victims run again. Milliseconds until that was answered. */
async function killedRound(round: number, victims: readonly Victim[], again: () => Promise<void>): Promise<number> {
  const asking = ask()
  await sleep(200 + ((round * 137) % 900))
  const beganMs = performance.now()
  supervised.kill(victims)
  // The question may end unanswered: it is not asked a second time.
  await Promise.all([asking, again()])
  expect(await ask()).toBe(0)
  const outageMs = performance.now() - beganMs
  await expectHeld()
  return outageMs
}

async function stopAndStart(): Promise<void> {
  await program.run('down')
  await start()
}

test(
  'a process is killed while a question is under way: what was answered stands, and the next question is answered',
  async () => {
    supervised = new Supervised(program.env)
    expect(await ask()).toBe(0)
    const beganMs = performance.now()
    const outages = new Map<string, number[]>()
    for (let round = 0; round < ROUNDS; round++) {
      const isWhole = round % ROUNDS_PER_TRY === 0
      const victims = isWhole ? VICTIMS : (SUPERVISED[round % SUPERVISED.length] ?? VICTIMS)
      const again = isWhole ? stopAndStart : () => supervised.startAgain(victims)
      const name = `${victims.join(', ')}${isWhole ? '; all stopped and started' : ''}`
      outages.set(name, [...(outages.get(name) ?? []), await killedRound(round, victims, again)])
    }
    const perRoundMs = (performance.now() - beganMs) / ROUNDS
    console.log(`rounds: ${ROUNDS}, each ${(perRoundMs / 1_000).toFixed(1)} s on average`)
    const trust = join(program.home, 'trust', 'court.trust.json')
    for (const bundle of acknowledged.values())
      expect((await program.run('evidence', 'verify', bundle, '--trust', trust)).exit).toBe(0)
    const { value } = await program.json<{ zones: { clients: { status: string }[] }[] }>('status')
    expect(value.zones.flatMap(({ clients }) => clients.map(({ status }) => status))).toEqual([
      'Active',
      'Active',
      'Active',
      'Active',
    ])
    for (const [name, all] of outages)
      tellFault({ fault: `SIGKILL of ${name}`, tries: all.length, survived: all.length, outageMs: Math.max(...all) })
  },
  START_MS * (1 + ROUNDS),
)
