import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from './testing/program.ts'

const START_MS = 300_000
const DAY_MS = 86_400_000

interface Client {
  readonly chainId: string
  readonly status: string
  readonly latestHeight: number
}

interface Status {
  readonly zones: readonly {
    readonly zone: string
    readonly reachable: boolean
    readonly height: number
    readonly time: string
    readonly clockAlarm: unknown
    readonly clients: readonly Client[]
  }[]
}

interface Shown {
  readonly mode: string
  readonly offsetMs: number
  readonly zones: readonly { readonly zone: string; readonly lastStampMs: number; readonly headerTime: string }[]
}

interface Failure {
  readonly error: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> }
}

let program: Program
let verify: readonly string[]

beforeAll(async () => {
  program = await Program.install()
  const { exit, value } = await program.json<{
    featured: { active: { licenceNo: string; caseNumber: string } }
  }>('up', '--detach')
  expect(exit).toBe(0)
  const { licenceNo, caseNumber } = value.featured.active
  verify = ['lawyer', 'verify', '--licence', licenceNo, '--case', caseNumber]
}, START_MS)

afterAll(() => program.remove())

async function status(): Promise<Status['zones']> {
  return (await program.json<Status>('status')).value.zones
}

/** A question that the other ledger answered and this one verified, whatever the verdict. */
async function isAnswered(): Promise<boolean> {
  const { exit } = await program.run(...verify)
  return [0, 10, 11, 12].includes(exit ?? -1)
}

/** What is looked at after the first start is at the ledgers; a gateway more takes half a minute of two processors. */
const LEDGERS = ['up', '--detach', '--ledgers'] as const

async function restart(): Promise<void> {
  await program.run('down')
  const { exit, errors } = await program.run(...LEDGERS)
  expect([exit, errors]).toEqual([0, ''])
}

test(
  'a jump of two years: all ledgers go together, every client stays active, and questions are answered',
  async () => {
    expect(await isAnswered()).toBe(true)
    const before = await program.json<Shown>('clock', 'show')
    const { exit, value } = await program.json<{ fromMs: number; steps: number }>('clock', 'advance', '--days', '730')
    expect(exit).toBe(0)
    // Two years in steps below half of a trusting period of 14 days.
    expect(value.steps).toBeGreaterThan(730 / 7)
    const shown = await program.json<Shown>('clock', 'show')
    shown.value.zones.forEach(({ lastStampMs, headerTime }, at) => {
      const wasMs = before.value.zones[at]?.lastStampMs ?? 0
      expect(lastStampMs - wasMs).toBeGreaterThan(729 * DAY_MS)
      expect(Date.parse(headerTime)).toBeGreaterThan(value.fromMs + 729 * DAY_MS)
    })
    const zones = await status()
    expect(zones.map(({ clockAlarm }) => clockAlarm)).toEqual([null, null, null])
    expect(zones.map(({ clients }) => clients.map((client) => client.status))).toEqual([
      ['Active', 'Active'],
      ['Active'],
      ['Active'],
    ])
    expect(await isAnswered()).toBe(true)
    await restart()
    expect((await program.json<Shown>('clock', 'show')).value.offsetMs).toBe(shown.value.offsetMs)
    expect(await isAnswered()).toBe(true)
  },
  START_MS,
)

test('time never goes back, and what is no time is refused', async () => {
  const before = (await program.json<Shown>('clock', 'show')).value.offsetMs
  for (const args of [
    [],
    ['--days', '-1'],
    ['--days', 'x'],
    ['--to', '2001-01-01T00:00:00Z'],
    ['--days', '1', '--to', 'x'],
  ]) {
    const { exit, value } = await program.json<Failure>('clock', 'advance', ...args)
    expect([args, exit, value.error.code]).toEqual([args, 64, 'USAGE'])
  }
  expect((await program.json<Shown>('clock', 'show')).value.offsetMs).toBe(before)
})

test(
  'production refuses the clock, the file of one, and to become a demonstration',
  async () => {
    const folder = join(program.home, 'production')
    mkdirSync(folder)
    const alliance = readFileSync('alliance.yaml', 'utf8')
    const file = join(folder, 'alliance.yaml')
    writeFileSync(
      file,
      alliance.replace('enabled: true', 'enabled: false').replace('mode: demonstration', 'mode: production'),
    )
    const invented = join(folder, 'invented.yaml')
    writeFileSync(invented, alliance.replace('mode: demonstration', 'mode: production'))
    const production = program.inFolder(folder, { XIEZHI_HOME: join(folder, 'home') })
    expect((await production.json<Failure>('config', 'validate', invented)).value.error.facts['path']).toBe(
      '/sample/enabled',
    )
    const home = join(folder, 'home')
    await program.run('down')
    try {
      mkdirSync(home)
      writeFileSync(join(home, 'scenario-clock.json'), '{"offsetMs":1000}\n')
      const beside = await production.json<Failure>(...LEDGERS)
      expect([beside.exit, beside.value.error.code]).toEqual([78, 'SCENARIO_REFUSED'])
      renameSync(join(home, 'scenario-clock.json'), join(home, 'no-clock.json'))
      expect((await production.run(...LEDGERS)).exit).toBe(0)
      const before = (await production.json<Shown>('clock', 'show')).value
      expect([before.mode, before.offsetMs]).toEqual(['production', 0])
      const { exit, value } = await production.json<Failure>('clock', 'advance', '--days', '1')
      expect([exit, value.error.code]).toEqual([78, 'SCENARIO_REFUSED'])
      expect(existsSync(join(home, 'scenario-clock.json'))).toBe(false)
      await production.run('down')
      writeFileSync(file, alliance)
      const back = await production.json<Failure>(...LEDGERS)
      expect([back.exit, back.value.error.code]).toEqual([78, 'MODE_FIXED'])
    } finally {
      await production.run('down')
    }
    await restart()
  },
  START_MS,
)

test(
  'a ledger moved to another data folder goes on: the other ledger’s client follows, questions are answered; the old one is closed',
  async () => {
    const running = await program.json<Failure>('node', 'export', '--zone', 'court', '--out', join(program.home, 'x'))
    expect([running.exit, running.value.error.code]).toEqual([69, 'ALREADY_RUNNING'])
    await program.run('down')
    const file = join(program.home, 'court.export')
    const { exit, value } = await program.json<{ height: number; digest: string }>(
      ...['node', 'export', '--zone', 'court', '--out', file],
    )
    expect(exit).toBe(0)
    const closed = await program.json<Failure>('up', '--detach')
    expect(closed.value.error.facts['reason']).toContain('HOST_CLOSED')
    await program.run('down')

    const home = join(program.home, 'moved')
    for (const part of [
      'officers',
      'trust',
      'private',
      'seeded.json',
      'scenario-clock.json',
      'zones/justice',
      'zones/institutions',
      'node.json',
    ])
      if (existsSync(join(program.home, part))) cpSync(join(program.home, part), join(home, part), { recursive: true })
    const moved = program.inFolder(process.cwd(), { XIEZHI_HOME: home })
    const key = join(program.home, 'zones/court/validator.key')
    const bytes = readFileSync(file)
    const changed = Buffer.from(bytes)
    changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1
    const forged = join(program.home, 'forged.export')
    writeFileSync(forged, changed)
    cpSync(`${file}.genesis.json`, `${forged}.genesis.json`)
    const refused = await moved.json<Failure>('node', 'import', '--zone', 'court', '--in', forged, '--key', key)
    expect([refused.exit, refused.value.error.facts['reason']]).toEqual([
      65,
      expect.stringContaining('HOST_EXPORT_DIGEST'),
    ])
    expect(existsSync(join(home, 'zones/court'))).toBe(false)
    const imported = await moved.json<{ height: number; digest: string }>(
      ...['node', 'import', '--zone', 'court', '--in', file, '--key', key],
    )
    expect([imported.exit, imported.value.height, imported.value.digest]).toEqual([0, value.height, value.digest])
    try {
      expect((await moved.run(...LEDGERS)).exit).toBe(0)
      const { exit: answered } = await moved.run(...verify)
      expect([0, 10, 11, 12]).toContain(answered)
      const { zones } = (await moved.json<Status>('status')).value
      const [client] = zones.find(({ zone }) => zone === 'justice')?.clients ?? []
      expect(client).toMatchObject({ chainId: 'xz-court-1', status: 'Active' })
      expect(client?.latestHeight).toBeGreaterThan(value.height)
    } finally {
      await moved.run('down')
    }
  },
  START_MS,
)
