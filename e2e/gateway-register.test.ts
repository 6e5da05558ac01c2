import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAlliance, WalkedClock } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { finished, startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, digest, enterLawyerAndCase, FIRM, LICENCE, today } from './testing/lawyer-case.ts'
import { until, untilFound } from './testing/until.ts'

/** Moved by the last test only. */
const clock = new WalkedClock()
let alliance: Alliance
let door: TestGateway
let first: SignedIn
let second: SignedIn

beforeAll(async () => {
  alliance = await startAlliance({ clock })
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  first = await door.signIn('justice', 'bureau-1')
  second = await door.signIn('justice', 'bureau-2')
  await until(async () => ((await first.client.call('listLawyers')).items.length > 0 ? true : undefined))
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

describe('the register', () => {
  test('lists by number, status and firm, and shows a lawyer on both time axes', async () => {
    const page = await first.client.call('listLawyers', {
      query: { query: LICENCE.slice(0, 6), status: 'ACTIVE', firm: FIRM },
    })
    expect(page.items).toMatchObject([
      { licence: LICENCE, status: 'ACTIVE', firm: { uscc: FIRM, firmName: '示例律师事务所' } },
    ])
    expect((await first.client.call('listLawyers', { query: { status: 'REVOKED' } })).items).toEqual([])
    const view = await first.client.call('getLawyer', {
      params: { licence: LICENCE },
      query: { validAt: '2014-01-01', knownAtMs: Date.now() },
    })
    expect(view.history.map(({ kind }) => kind)).toEqual(['GRANTED'])
    expect(view.assessments).toHaveLength(1)
    expect(view.asOf).toMatchObject({ validAt: '2014-01-01', status: null })
    const firms = await first.client.call('listFirms')
    expect(firms.items).toMatchObject([{ uscc: FIRM, lawyers: 1, status: 'NORMAL' }])
  })
})

describe('a suspension', () => {
  let proposalId: string
  let digestOf: string

  test('is proposed by one officer and stands without effect', async () => {
    const row = await first.client.call('proposeStatus', {
      params: { licence: LICENCE },
      body: {
        kind: 'SUSPENSION',
        offence: { on: today, article: 48, deserved: 'SUSPENSION' },
        decidedOn: today,
        from: today,
        months: 6,
        publicUntil: today,
        instrumentDigest: digest('0a'),
      },
    })
    expect((await finished(first, row.id)).state).toBe('included')
    const { items } = await until(async () => {
      const page = await first.client.call('listProposals', { query: { state: 'OPEN' } })
      return page.items.length > 0 ? page : undefined
    })
    expect(items[0]).toMatchObject({ licence: LICENCE, mayApprove: false, proposer: { officer: 'bureau-1' } })
    expect(items[0]?.words.length).toBeGreaterThan(3)
    proposalId = items[0]?.proposalId ?? ''
    digestOf = items[0]?.digest ?? ''
    expect((await first.client.call('getLawyer', { params: { licence: LICENCE } })).status).toBe('ACTIVE')
  })

  test('is not approved by its proposer', async () => {
    await expect(
      first.client.call('approveProposal', { params: { id: proposalId }, body: { digest: digestOf } }),
    ).rejects.toMatchObject({ code: 'SAME_PERSON', status: 403 })
  })

  test('takes effect when another officer approves it, and the public sees it', async () => {
    const row = await second.client.call('approveProposal', { params: { id: proposalId }, body: { digest: digestOf } })
    expect(await finished(second, row.id)).toMatchObject({ state: 'included' })
    const view = await until(async () => {
      const found = await second.client.call('getLawyer', { params: { licence: LICENCE } })
      return found.status === 'SUSPENDED' ? found : undefined
    })
    expect(view.sanctions).toMatchObject([{ kind: 'SUSPENSION', organ: 'justice-11' }])
    const open = await fetch(`${door.urls.justice}/public/v1/lawyers/${LICENCE}`)
    const shown = (await open.json()) as Record<string, unknown>
    expect(shown).toMatchObject({ status: 'SUSPENDED', firm: { uscc: FIRM } })
    expect(Object.keys(shown).sort()).toEqual(['firm', 'licence', 'onDate', 'sanctions', 'status'])
    const again = second.client.call('approveProposal', { params: { id: proposalId }, body: { digest: digestOf } })
    await expect(again).rejects.toMatchObject({ code: 'NOT_IN_FORCE', status: 409 })
  })
})

describe('an import', () => {
  const csv = [
    'licenceNo,firmUscc,from,firstPracticeDate,name',
    `11101201510222221,${FIRM},2015-02-01,2015-02-01,"王甲（虚构）"`,
    `11101201510222222,${FIRM},2015-02-30,2015-02-01,`,
    `${LICENCE},${FIRM},2015-02-01,2015-02-01,`,
  ].join('\n')

  test('is checked row by row, proposed, approved by another, and reported by line', async () => {
    const one = await door.signIn('justice', 'department-1')
    const other = await door.signIn('justice', 'department-2')
    const body = { csv, instrumentDigest: digest('0b') }
    const checked = await one.client.call('checkImport', { body })
    expect(checked).toMatchObject({ rows: 3, accepted: 2, refused: [{ line: 3, field: 'from' }] })
    const row = await one.client.call('importLawyers', { body })
    await finished(one, row.id)
    await until(async () =>
      (await other.client.call('listProposals', { query: { state: 'OPEN' } })).items.length > 0 ? true : undefined,
    )
    await expect(one.client.call('approveImport', { params: { id: row.id } })).rejects.toMatchObject({
      code: 'SAME_PERSON',
    })
    const approval = await other.client.call('approveImport', { params: { id: row.id } })
    expect((await finished(other, approval.id)).state).toBe('included')
    const report = await one.client.call('getImport', { params: { id: row.id } })
    expect(report).toMatchObject({ state: 'imported', rows: 3, accepted: 1 })
    expect(report.refused.map(({ line }) => line)).toEqual([3, 4])
    const found = await until(async () => {
      const page = await one.client.call('listLawyers', { query: { query: '222221' } })
      return page.items[0]
    })
    expect(found).toMatchObject({ licence: '11101201510222221', name: '王甲（虚构）' })
  })

  test('with a column that the ledger must not hold is refused as a whole', async () => {
    const one = await door.signIn('justice', 'department-1')
    const body = { csv: 'licenceNo,idNumber\n1,2', instrumentDigest: digest('0b') }
    await expect(one.client.call('importLawyers', { body })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('who asked about whom', () => {
  test('is listed with purpose and legal basis, and the counts tell no content', async () => {
    const clerk = await door.signIn('court', 'clerk-1')
    const row = await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
    await finished(clerk, row.id)
    const { items } = await until(async () => {
      const page = await first.client.call('listInquiries', { query: { licence: LICENCE } })
      return page.items.length > 0 ? page : undefined
    })
    expect(items[0]).toMatchObject({ organisation: 'court-0105', purpose: 'AGENT_VERIFICATION', caseId: CASE_REF })
    const auditor = await door.signIn('justice', 'justice-auditor')
    const volumes = await auditor.client.call('listAuditVolumes')
    expect(volumes.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ route: 'listInquiries', purpose: 'SUPERVISION', role: 'JUSTICE_BUREAU' }),
      ]),
    )
    expect(JSON.stringify(volumes)).not.toContain(LICENCE)
  })
})

describe('the operator', () => {
  test('sees zones, links and trust', async () => {
    const operator = await door.signIn('justice', 'justice-operator')
    const state = await operator.client.call('getOperations')
    expect(state.zones.map(({ name, isReachable }) => [name, isReachable])).toEqual([
      ['justice', true],
      ['court', true],
    ])
    expect(state.links).toHaveLength(2)
    expect(state.links[0]).toMatchObject({ isFrozen: false })
    expect(state.links[0]?.trustUsed).toBeLessThan(0.1)
  })

  test('sees trust grow old by the time of the ledgers, not by that of the machine', async () => {
    const operator = await door.signIn('justice', 'justice-operator')
    // Without a relayer no header comes.
    alliance.link?.close()
    clock.aheadMs += 7 * 86_400_000
    const { links } = await untilFound(
      () => operator.client.call('getOperations'),
      (shown) => shown.links.every(({ trustUsed }) => (trustUsed ?? 0) > 0.4) && shown,
    )
    expect(links.map(({ trustUsed }) => (trustUsed ?? 0).toFixed(1))).toEqual(['0.5', '0.5'])
  })
})
