import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw, termEnd } from '@xiezhi/law'
import { newDisclosure, parseCertificate, verifyCertificate } from '@xiezhi/vault'
import { sql } from 'kysely'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERSONS } from '../apps/gateway/src/vault/private-texts.ts'
import { RetentionRun } from '../apps/gateway/src/vault/retention-run.ts'
import { runTextClocks } from '../apps/gateway/src/vault/text-clocks.ts'
import type { Log } from '../apps/gateway/src/log.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { finished, runningOf, startTestGateway, vaultOf } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { digest, enterLawyerAndCase, FIRM, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

/** All invented. */
const NAMED = '11101201510222221'
const OTHER = '11101201510333331'
const NAMES = { [NAMED]: '示例甲（虚构）', [OTHER]: '示例乙（虚构）' } as const
const GROUNDS = '登记未更新（虚构）'
const FORMER_STAFF = { serial: '300017', name: '示例丙（虚构）' } as const

let alliance: Alliance
let door: TestGateway
let bureau: SignedIn
let other: SignedIn
let lawyer: SignedIn
let personnel: SignedIn

const done = async (who: SignedIn, row: { readonly id: string }): Promise<void> => {
  expect((await finished(who, row.id)).refusal).toBeNull()
}
/** What a second person signs, once the first one's act is on the ledger and projected. */
const tried = <T>(run: () => Promise<T>): Promise<T> =>
  until(async () => {
    try {
      return await run()
    } catch {
      return undefined
    }
  })

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  bureau = await door.signIn('justice', 'department-1')
  other = await door.signIn('justice', 'department-2')
  lawyer = await door.signIn('justice', 'lawyer-2')
  personnel = await door.signIn('court', 'personnel-1')
  await importNames()
  await endLicence()
  await objectAndDecide()
  await enterFormerStaff()
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

async function importNames(): Promise<void> {
  const rows = Object.entries(NAMES).map(([licence, name]) => `${licence},${FIRM},2015-02-01,2015-02-01,${name}`)
  const csv = ['licenceNo,firmUscc,from,firstPracticeDate,name', ...rows].join('\n')
  const imported = await bureau.client.call('importLawyers', { body: { csv, instrumentDigest: digest('0b') } })
  await done(bureau, imported)
  await done(other, await tried(() => other.client.call('approveImport', { params: { id: imported.id } })))
}

async function endLicence(): Promise<void> {
  await tried(() => bureau.client.call('getLawyer', { params: { licence: NAMED } }))
  const body = { kind: 'CANCELLED', from: today, instrumentDigest: digest('0c') } as const
  await done(bureau, await bureau.client.call('proposeStatus', { params: { licence: NAMED }, body }))
  const proposal = await until(
    async () => (await other.client.call('listProposals', { query: { state: 'OPEN' } })).items[0],
  )
  const { proposalId: id, digest: signed } = proposal
  await done(other, await other.client.call('approveProposal', { params: { id }, body: { digest: signed } }))
  await until(async () => ((await viewOf(NAMED)).status === 'CANCELLED' ? true : undefined))
}

async function objectAndDecide(): Promise<void> {
  await done(lawyer, await lawyer.client.call('raiseObjection', { body: { grounds: GROUNDS } }))
  const { objectionId } = await ownObjection()
  const body = { upheld: false, decisionDigest: digest('0d') }
  await done(bureau, await bureau.client.call('decideObjection', { params: { objectionId }, body }))
  await until(async () => ((await ownObjection()).state === 'REJECTED' ? true : undefined))
}

async function enterFormerStaff(): Promise<void> {
  const body = {
    ...FORMER_STAFF,
    role: 'JUDGE',
    courtsServed: ['110105'] as string[],
    leftOn: today,
    leaveKind: 'RESIGNED',
    senior: false,
    firmInFormerArea: false,
  } as const
  await done(personnel, await personnel.client.call('registerFormerStaff', { body }))
  await formerStaff()
}

const viewOf = (licence: string) => bureau.client.call('getLawyer', { params: { licence } })
const ownObjection = () => until(async () => (await lawyer.client.call('listMyObjections')).items[0])
const formerStaff = () => until(async () => (await personnel.client.call('listFormerStaff')).items[0])
const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const certificatesOf = (authority: 'court' | 'justice') =>
  readFileSync(join(runningOf(door, authority).config.folder, 'erasures.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => parseCertificate(line))

/** As the gateway does on each day of the ledger. */
async function runDay(authority: 'court' | 'justice', day: string): Promise<{ fields: number; persons: number }> {
  const vault = await vaultOf(door, authority)
  await runTextClocks(runningOf(door, authority).db, vault, bundledLaw)
  return vault.deleteDue(day)
}

describe('texts of the register', () => {
  test('are kept until the last day of their terms, which the law book says', async () => {
    const groundsUntil = termEnd(bundledLaw, 'PX-X-53.grounds', today)
    expect(await runDay('justice', groundsUntil)).toEqual({ fields: 0, persons: 0 })
    expect(await ownObjection()).toMatchObject({ grounds: GROUNDS, groundsState: 'held' })
    const { rows } = await sql<{ name: string; day: string | null }>`
      select name, to_char(delete_on, 'YYYY-MM-DD') as day from vault.field
      where name in ('name', 'grounds') order by day nulls last`.execute(runningOf(door, 'justice').db)
    expect(rows).toEqual([
      { name: 'grounds', day: groundsUntil },
      { name: 'name', day: termEnd(bundledLaw, 'PX-X-53.name', today) },
      { name: 'name', day: null },
    ])
  })

  test('grounds go when the objection was decided so long ago, and the person with them', async () => {
    const after = nextDay(termEnd(bundledLaw, 'PX-X-53.grounds', today))
    expect(await runDay('justice', after)).toEqual({ fields: 1, persons: 1 })
    expect(await ownObjection()).toMatchObject({ state: 'REJECTED', grounds: null, groundsState: 'erased' })
    expect(await viewOf(NAMED)).toMatchObject({ name: NAMES[NAMED], nameState: 'held' })
  })

  test('a clock that was started although the licence lives is stopped', async () => {
    const vault = await vaultOf(door, 'justice')
    const { rows } = await sql<{ record: string }>`
      select record from vault.field where name = 'name' and delete_on is null`.execute(runningOf(door, 'justice').db)
    expect(rows).toHaveLength(1)
    expect(await vault.startClock(rows[0]?.record ?? '', today)).toBe(1)
    expect(await runDay('justice', nextDay(today))).toEqual({ fields: 0, persons: 0 })
    expect(await viewOf(OTHER)).toMatchObject({ name: NAMES[OTHER], nameState: 'held' })
  })

  test('names go after the term of an ended licence; a living licence keeps its name', async () => {
    const last = termEnd(bundledLaw, 'PX-X-53.name', today)
    expect(await runDay('justice', last)).toEqual({ fields: 0, persons: 0 })
    expect(await runDay('justice', nextDay(last))).toEqual({ fields: 1, persons: 1 })
    expect(await viewOf(NAMED)).toMatchObject({ status: 'CANCELLED', name: null, nameState: 'erased' })
    expect(await viewOf(OTHER)).toMatchObject({ status: 'ACTIVE', name: NAMES[OTHER], nameState: 'held' })
  })

  test('names of former staff go after their term', async () => {
    const last = termEnd(bundledLaw, 'PX-X-53.formerStaff', today)
    expect(await runDay('court', last)).toEqual({ fields: 0, persons: 0 })
    expect(await formerStaff()).toMatchObject({ name: FORMER_STAFF.name, nameState: 'held' })
    expect(await runDay('court', nextDay(last))).toEqual({ fields: 1, persons: 1 })
    expect(await formerStaff()).toMatchObject({ serial: FORMER_STAFF.serial, name: null, nameState: 'erased' })
  })

  test('each person who went has a certificate of the authority', async () => {
    for (const [authority, count] of [
      ['justice', 2],
      ['court', 1],
    ] as const) {
      const { signer } = (await vaultOf(door, authority)).context.authority
      const certificates = certificatesOf(authority)
      expect(certificates).toHaveLength(count)
      for (const certificate of certificates) {
        expect(certificate?.statement).toMatchObject({ reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
        const key = { algorithm: signer.algorithm, bytes: signer.publicKey }
        expect(certificate !== undefined && verifyCertificate(nodeCrypto, key, certificate)).toBe(true)
      }
    }
  })

  test('the gateway does so by itself', async () => {
    const vault = await vaultOf(door, 'court')
    const { digest: commitment, salt } = newDisclosure(vault.context.algorithms, 'formerStaff', 'x')
    const text = { owner: '990017', commitment, salt, name: 'formerStaff', value: 'x' }
    await vault.keepTexts(PERSONS, [{ ...text, clock: 'register', startedOn: '2020-01-01' }])
    const logs: Parameters<Log>[0][] = []
    const run = new RetentionRun({ ...runningOf(door, 'court'), vault, log: (entry) => logs.push(entry) })
    run.start()
    try {
      await until(() => Promise.resolve(logs[0]))
    } finally {
      await run.stop()
    }
    expect(logs).toEqual([{ event: 'DUE_DELETED', fields: 1, persons: 1, packages: 0 }])
    expect((await vault.texts('formerStaff', [commitment])).get(commitment)).toEqual({ state: 'ERASED' })
    expect(certificatesOf('court')).toHaveLength(2)
  })
})
