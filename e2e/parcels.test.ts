import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from './testing/program.ts'

const START_MS = 180_000

interface Failed {
  readonly error: { readonly code: string; readonly facts: { readonly reason: string } }
}
interface RelayerStatus {
  readonly pid: number | null
  readonly status: { readonly links: readonly { readonly isOpen: boolean; readonly directions: readonly unknown[] }[] }
}

let program: Program
let featured: { readonly active: { readonly licenceNo: string; readonly caseNumber: string } }
const file = (name: string): string => join(program.home, name)

beforeAll(async () => {
  program = await Program.install()
  const { value, exit } = await program.json<{ featured: typeof featured }>('up', '--detach', '--ledgers')
  expect(exit).toBe(0)
  featured = value.featured
}, START_MS)

afterAll(() => program.remove())

const relayer = (...args: readonly string[]): ReturnType<Program['json']> => program.json('relayer', ...args)

/** The court's ledger has two links. */
const court = ['--zone', 'court', '--peer', 'xz-justice-1']

async function expectRefused(exit: number, code: string, ...args: readonly string[]): Promise<void> {
  const done = await program.json<Failed>('relayer', ...args)
  expect([done.exit, done.value.error.code]).toEqual([exit, 'RELAYER_REFUSED'])
  expect(done.value.error.facts.reason).toContain(code)
}

test(
  'with the relayer stopped, an objection goes to the bureau and its answer comes back as files',
  async () => {
    const running = await program.json<RelayerStatus>('relayer', 'status')
    expect(running.exit).toBe(0)
    const link = { isOpen: true, directions: [{ refused: [] }, { refused: [] }] }
    expect(running.value.status.links).toMatchObject([link, link])
    process.kill(running.value.pid ?? 0, 'SIGTERM')
    let stopped = running
    while (stopped.exit === 0) stopped = await program.json<RelayerStatus>('relayer', 'status')
    expect([stopped.exit, stopped.value.pid]).toEqual([69, null])

    writeFileSync(file('paper.txt'), '异议理由（虚构）')
    const { licenceNo, caseNumber } = featured.active
    const grounds = ['--case', caseNumber, '--licence', licenceNo, '--grounds', file('paper.txt')]
    const raised = await program.json<{ objectionId: string }>('objection', 'raise', ...grounds)
    expect(await relayer('export', ...court, '--out', file('there'))).toMatchObject({
      exit: 0,
      value: { step: 'exported', packets: 1, left: 0 },
    })
    expect(await relayer('import', '--zone', 'justice', '--in', file('there'))).toMatchObject({
      exit: 0,
      value: { step: 'imported', messages: 1, refused: 0 },
    })
    const reply = ['export', '--zone', 'justice', '--out', file('back'), '--reply-to', file('there')]
    expect(await relayer(...reply)).toMatchObject({ exit: 0, value: { answers: 1 } })
    expect((await relayer('import', ...court, '--in', file('back'))).exit).toBe(0)
    const shown = await program.json('objection', 'show', '--id', raised.value.objectionId)
    expect(shown.value).toMatchObject({ court: { state: 'RAISED' }, justice: { state: 'OPEN' } })

    await expectRefused(65, 'PARCEL_REPLAYED', 'import', ...court, '--in', file('back'))
    // Its own parcel: a zone takes those of the peer's relayer only.
    await expectRefused(65, 'PARCEL_SIGNER', 'import', '--zone', 'justice', '--in', file('back'))
    writeFileSync(file('changed'), readFileSync(file('there'), 'utf8').replace('"exportedAtMs":1', '"exportedAtMs":2'))
    await expectRefused(65, 'PARCEL_SIGNATURE', 'import', '--zone', 'justice', '--in', file('changed'))
    await expectRefused(78, 'CONFIG_INVALID', 'export', '--zone', 'court', '--out', file('none'))
    await expectRefused(78, 'CONFIG_INVALID', 'export', '--zone', 'nowhere', '--out', file('none'))
  },
  START_MS,
)
