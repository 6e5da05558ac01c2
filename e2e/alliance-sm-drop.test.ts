import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../apps/cli/src/commands/up/gateway.ts'
import { SignedIn } from './testing/gateway.ts'
import { Program } from './testing/program.ts'
import { until } from './testing/until.ts'

const START_MS = 240_000
const ANNEX_MS = 90_000
const ALLIANCE = `
name: sm-and-drop
zones:
  - { name: court, kind: court, chainId: xz-court-1, port: 26601, suite: sm }
  - { name: justice, kind: justice, chainId: xz-justice-1, port: 26611, suite: sm }
links:
  - { a: court, b: justice, annexes: file-drop }
sample: { lawyers: 40, cases: 4 }
`

let program: Program
let file: string
let courtUrl = ''
let licence = ''
let caseNumber = ''

beforeAll(async () => {
  program = await Program.install()
  file = join(program.home, 'sm-drop.yaml')
  writeFileSync(file, ALLIANCE)
}, START_MS)
afterAll(async () => {
  await program.remove()
}, 60_000)

const cardOf = (authority: string): { suite: string; signingKey: string } =>
  JSON.parse(readFileSync(join(program.home, 'gateway', authority, 'annex-card.json'), 'utf8')) as {
    suite: string
    signingKey: string
  }

test('an alliance file with suite sm and the file drop is valid', async () => {
  expect((await program.run('config', 'validate', file)).exit).toBe(0)
  writeFileSync(`${file}.wrong`, ALLIANCE.replace('file-drop', 'pigeon'))
  const wrong = await program.json<{ error: { code: string; facts: { path: string } } }>(
    ...['config', 'validate', `${file}.wrong`],
  )
  expect([wrong.exit, wrong.value.error]).toMatchObject([
    78,
    { code: 'CONFIG_FIELD', facts: { path: '/links/0/annexes' } },
  ])
})

test(
  'runs: both authorities have SM2 keys',
  async () => {
    const { exit, value } = await program.json<{
      gateway: { court: string }
      featured: { active: { licenceNo: string; caseNumber: string } }
    }>('up', file, '--detach')
    expect(exit).toBe(0)
    courtUrl = value.gateway.court
    ;({ licenceNo: licence, caseNumber } = value.featured.active)
    for (const authority of ['court', 'justice']) {
      expect(cardOf(authority).suite).toBe('sm')
      expect(cardOf(authority).signingKey).toMatch(/^sm2:/)
    }
  },
  START_MS,
)

test(
  'a credit report goes from the bureau to the court as a file, and arrives',
  async () => {
    const clerk = await SignedIn.begin(courtUrl, 'clerk', DEMONSTRATION_PASSWORD)
    const found = await until(async () => {
      const { items } = await clerk.client.call('listCases', { query: { limit: 50 } })
      return items.find((one) => one.caseNumber === caseNumber)
    }, ANNEX_MS)
    const { id } = await clerk.client.call('verifyLawyer', { params: { caseId: found.caseId }, body: { licence } })
    const drop = join(program.home, 'gateway', 'drop')
    const view = await until(async () => {
      const seen = await clerk.client.call('getVerification', { params: { id } })
      return seen.creditReport.state === 'retrieved' && seen
    }, ANNEX_MS)
    expect(view.creditReport).toMatchObject({ state: 'retrieved' })
    const report = await clerk.client.call('getCreditReport', { params: { id } })
    expect(report).toMatchObject({ state: 'retrieved', licence })
    // It went by the folder, which is empty again once the reports of the other cases are taken too; none was put aside.
    expect(existsSync(join(drop, 'from-justice'))).toBe(true)
    const left = (): string[] => readdirSync(join(drop, 'from-justice')).filter((name) => name !== 'quarantine')
    await until(() => Promise.resolve(left().length === 0), ANNEX_MS)
    expect(readdirSync(join(drop, 'from-justice', 'quarantine'))).toEqual([])
  },
  2 * ANNEX_MS,
)
