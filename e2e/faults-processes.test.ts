import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'
import { Program, root } from './testing/program.ts'

const START_MS = 300_000
const RECEIPTS = 'query/receipt/'

interface Up {
  readonly ready: boolean
  readonly zones: readonly { readonly zone: string; readonly url: string }[]
  readonly featured: { readonly active: { readonly licenceNo: string; readonly caseNumber: string } }
}

type Victim = 'node' | 'relayer' | 'gateway' | 'postgres'
/** One after the other; the short run ends after the first. */
const ROUNDS: readonly (readonly Victim[])[] = [
  ['node', 'relayer', 'gateway', 'postgres'],
  ['relayer'],
  ['node'],
  ['gateway'],
  ['postgres'],
]

let installed: Program
let program: Program
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

function pidOf(victim: Victim): number {
  const file =
    victim === 'postgres'
      ? join(program.home, 'gateway', 'postgres', 'data', 'postmaster.pid')
      : join(program.home, 'run', `${victim}.pid`)
  return Number(readFileSync(file, 'utf8').split('\n')[0])
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

test(
  'a process is killed while a question is under way: what was answered stands, and the next question is answered',
  async () => {
    expect(await ask()).toBe(0)
    const rounds = triesOf(1)
    const outages = new Map<string, readonly number[]>()
    for (let round = 0; round < rounds; round++) {
      const victims = ROUNDS[round % ROUNDS.length] ?? []
      const asking = ask()
      await sleep(200 + ((round * 137) % 900))
      const beganMs = performance.now()
      for (const victim of victims) process.kill(pidOf(victim), 'SIGKILL')
      await asking
      await program.run('down')
      await start()
      expect(await ask()).toBe(0)
      const name = victims.join(', ')
      outages.set(name, [...(outages.get(name) ?? []), performance.now() - beganMs])
    }
    const held = await receipts()
    expect(new Set(held).size).toBe(held.length)
    expect([...acknowledged.keys()].filter((id) => !held.includes(id))).toEqual([])
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
  START_MS * triesOf(1),
)
