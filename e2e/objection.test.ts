import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from './testing/program.ts'

const START_MS = 180_000

interface Featured {
  readonly licenceNo: string
  readonly caseNumber: string
}
interface Objection {
  readonly court: { readonly state: string; readonly refusal: string | null; readonly register: unknown } | null
  readonly justice: { readonly state: string; readonly raisedBy: { readonly client: string | null } } | null
}
interface Verdict {
  readonly verdict: string
  readonly court: { readonly verdict: string } | null
  readonly receipt: {
    readonly dispatchId: string
    readonly result: { readonly finding: { readonly disputed: boolean } }
  }
}

let program: Program
let active: Featured
let paper = ''

beforeAll(async () => {
  program = await Program.install()
  paper = join(program.home, 'paper.txt')
  const { value, exit } = await program.json<{ featured: { active: Featured } }>('up', '--detach', '--ledgers')
  expect(exit).toBe(0)
  writeFileSync(paper, '异议理由（虚构）')
  active = value.featured.active
}, START_MS)

afterAll(() => program.remove())

async function raise(): Promise<string> {
  const { licenceNo, caseNumber } = active
  const args = ['--case', caseNumber, '--licence', licenceNo, '--grounds', paper]
  const { exit, value } = await program.json<{ objectionId: string }>('objection', 'raise', ...args)
  expect(exit).toBe(0)
  return value.objectionId
}

/** Until the packet has ended: the court's ledger knows what became of the objection. */
async function ended(id: string): Promise<Objection> {
  for (;;) {
    const { value } = await program.json<Objection>('objection', 'show', '--id', id)
    if (value.court?.state !== 'SENT') return value
  }
}

function verify(): Promise<{ readonly exit: number | null; readonly out: string; readonly value: Verdict }> {
  return program.json<Verdict>('lawyer', 'verify', '--licence', active.licenceNo, '--case', active.caseNumber)
}

test(
  'an objection of the court is raised at the bureau; every verification reads DISPUTED, with the same verdict, until it is decided',
  async () => {
    const before = await verify()
    expect(before.value.receipt.result.finding.disputed).toBe(false)
    const id = await raise()

    expect(await ended(id)).toMatchObject({
      court: { state: 'RAISED', refusal: null, register: null },
      justice: { state: 'OPEN', raisedBy: { role: 'COURT_JUDGE', client: '07-tendermint-0' } },
    })
    const during = await verify()
    expect([during.exit, during.value.verdict]).toEqual([before.exit, before.value.verdict])
    expect(during.value.receipt.result.finding.disputed).toBe(true)
    const { licenceNo, caseNumber } = active
    const { out } = await program.run('lawyer', 'verify', '--licence', licenceNo, '--case', caseNumber)
    expect(out).toContain('DISPUTED')
    // The commitment in the query log of both ledgers opens to this question.
    const { dispatchId } = during.value.receipt
    const opened = await program.json<{ answererAgrees: boolean }>('lawyer', 'open-log', '--dispatch', dispatchId)
    expect([opened.exit, opened.value.answererAgrees]).toEqual([0, true])

    const tasks = await program.json<{ tasks: { kind: string }[] }>('case', 'tasks', '--case', caseNumber)
    expect(tasks.value.tasks.map(({ kind }) => kind)).toContain('RECORD_DISPUTED')

    const second = await ended(await raise())
    // A second one is refused by the register, with its code, and leaves nothing there.
    expect(second).toMatchObject({ court: { state: 'REFUSED', refusal: null, register: { codespace: 'lawyer' } } })
    expect(second.justice).toBeNull()

    const decide = ['objection', 'decide', '--id', id, '--result', 'REJECTED', '--decision', paper]
    expect((await program.run(...decide)).exit).toBe(0)
    expect((await verify()).value.receipt.result.finding.disputed).toBe(false)
  },
  START_MS,
)
