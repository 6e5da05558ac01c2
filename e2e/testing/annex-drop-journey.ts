import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexContent } from '@xiezhi/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { annexKeys, readCard } from '../../apps/gateway/src/annex/annex-keys.ts'
import { sealEnvelope } from '../../packages/vault/src/annex/envelope.ts'
import { CHAIN_IDS, CLIENT } from './alliance.ts'
import type { AllianceKind as Authority } from './alliance.ts'
import { AnnexDropPair, CANARY } from './annex-drop-pair.ts'
import { ANNEX_IDS } from './gateway.ts'
import { digest, FIRM, LICENCE, today } from './lawyer-case.ts'
import { until, untilFound } from './until.ts'

/** What becomes of credit reports between two gateways that only files pass between. One journey in a process. */
export function annexDropJourney(suites: Readonly<Record<Authority, SuiteId>>): void {
  const pair = new AnnexDropPair(suites)
  beforeAll(() => pair.start(), 240_000)
  afterAll(() => pair.close(), 60_000)

  test(
    'a report waits until the operators have exchanged cards, then crosses as a file and is recorded',
    () => crossesOnceCardsAreExchanged(pair),
    120_000,
  )

  test('one that was lost on the way is pulled', () => isPulledWhenLost(pair), 120_000)

  test(
    'one of another court of the same gateway is recorded by the service officer of that court',
    () => isRecordedForAnotherCourt(pair),
    120_000,
  )

  test(
    'one that does not match is not taken: the page and the operator are told, the ledger is not',
    () => isRefusedWhenForged(pair),
    120_000,
  )

  test('one that never comes has failed, and the ledger says so', () => failsWhenItNeverComes(pair), 120_000)

  test(
    'names tell nobody anything, folders are empty, and logs hold nothing of a report',
    () => leavesNoTrace(pair),
    60_000,
  )
}

async function crossesOnceCardsAreExchanged(pair: AnnexDropPair): Promise<void> {
  const report = await pair.anchor(1, true)
  expect(report.digest.startsWith(pair.suites.justice === 'sm' ? 'sm3:' : 'sha256:')).toBe(true)
  const { id } = await pair.verify('expected')
  for (const authority of ['court', 'justice'] as const) {
    const own = join(pair.folderOf(authority), 'annex-card.json')
    expect(JSON.parse(readFileSync(own, 'utf8'))).toMatchObject({ suite: pair.suites[authority] })
    copyFileSync(own, pair.cardOf(authority))
  }
  const view = await pair.reaches(id, 'retrieved')
  expect(view.creditReport.digest).toBe(report.digest)
  const shown = await pair.clerk.client.call('getCreditReport', { params: { id } })
  expect(shown).toMatchObject({ state: 'retrieved', isMatching: true, reportDigest: report.digest })
  expect(shown.generatedAtMs).toBeGreaterThan(0)
  expect(JSON.stringify(shown.sections)).toContain(CANARY)
  expect(await pair.retrieval(view.dispatchId)).toMatchObject({ outcome: 'RETRIEVED', annexDigest: report.digest })
}

async function isPulledWhenLost(pair: AnnexDropPair): Promise<void> {
  pair.isCarrying = false
  const { digest: expected } = await pair.anchor(2, true)
  const { id, dispatchId } = await pair.verify('expected')
  const { outgoing } = pair.dropOf('justice')
  const [lost = ''] = await until(() => {
    const names = readdirSync(outgoing).filter((name) => name.endsWith('.annex'))
    return Promise.resolve(names.length > 0 && names)
  })
  rmSync(join(outgoing, lost))
  pair.isCarrying = true
  await pair.query('UPDATE vault.annex_in SET next_pull_at_ms = 1 WHERE reference = $1', [dispatchId])
  expect((await pair.reaches(id, 'retrieved')).creditReport.digest).toBe(expected)
  expect([...pair.carried].some((name) => name.endsWith('.pull'))).toBe(true)
}

async function isRecordedForAnotherCourt(pair: AnnexDropPair): Promise<void> {
  const value = {
    sourceClient: CLIENT,
    timeoutSeconds: Math.floor(Date.now() / 1000) + 600,
    deadlineMs: Date.now() + 3_600_000,
    licenceNo: LICENCE,
    asOf: today,
    purpose: 'AGENT_VERIFICATION',
    legalBasis: 'OPINIONS_ART_18',
    caseRef: 'fedcba9876543210fedcba9876543210',
    use: 'FILING',
    letterFirmUscc: FIRM,
    exception: 'NONE',
    subscribe: false,
    logCommitment: digest('ab'),
  }
  const { data } = await pair.alliance.court.act({ type: 'query/Ask', value }, 'clerk-9')
  const { dispatchId } = data[0] as { dispatchId: string }
  expect(await pair.retrieval(dispatchId)).toMatchObject({
    outcome: 'RETRIEVED',
    organisation: 'court-0106',
    officer: 'gateway-9',
  })
}

async function isRefusedWhenForged(pair: AnnexDropPair): Promise<void> {
  const { digest: expected } = await pair.anchor(3, false)
  const { id, dispatchId } = await pair.verify('expected')
  deliverForged(pair, dispatchId ?? '', expected)
  const { creditReport } = await pair.reaches(id, 'mismatched')
  expect(creditReport.reason?.zh).toBe('收到的内容与账本上的摘要不一致，未予采用')
  expect(await pair.alliance.court.client.query('query/retrieval', { dispatchId })).toBeNull()
  await expectAlarms(pair)
}

/** Puts content that the digest does not cover, and what is no envelope at all, among what came in. */
function deliverForged(pair: AnnexDropPair, reference: string, expected: string): void {
  const forged = pair.reportOf(Date.now())
  const content = annexContent(
    suite(nodeCrypto, pair.suites.justice),
    forged.disclosures.map((text) => ({ text })),
  )
  const recipient = readCard(pair.cardOf('court'), ANNEX_IDS.court)
  if (recipient === undefined) throw new Error('no card')
  const { signer } = annexKeys(pair.folderOf('justice'), pair.suites.justice)
  const envelope = sealEnvelope({
    sender: { id: ANNEX_IDS.justice, signer },
    recipient,
    about: { chainId: CHAIN_IDS.justice, packet: `${CLIENT}/${reference}`, reference, purpose: 'CREDIT_REPORT' },
    digest: expected,
    content: content.bytes,
    createdAtMs: Date.now(),
  })
  const { incoming } = pair.dropOf('court')
  mkdirSync(incoming, { recursive: true })
  for (const bytes of [envelope, new TextEncoder().encode('{}')])
    writeFileSync(join(incoming, `${createHash('sha256').update(bytes).digest('hex')}.annex`), bytes)
}

/** Both are in front of the court's operator until they are taken out of quarantine. */
async function expectAlarms(pair: AnnexDropPair): Promise<void> {
  const operator = await pair.doorOf('court').signIn('court', 'court-operator')
  const alarms = await untilFound(
    () => operator.client.call('getOperations'),
    ({ annexes }) => annexes?.alarms.length === 2 && annexes.alarms,
  )
  expect(alarms.map(({ code }) => code).sort()).toEqual(['ANNEX_DIGEST', 'ANNEX_MALFORMED'])
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({ owner: 'OPERATOR', state: 'OPEN' })
    expect(alarm.dueAtMs).toBeGreaterThan(alarm.raisedAtMs)
    rmSync(join(pair.dropOf('court').incoming, 'quarantine', alarm.id))
  }
  expect((await operator.client.call('getOperations')).annexes).toMatchObject({ carrier: 'file-drop', alarms: [] })
}

async function failsWhenItNeverComes(pair: AnnexDropPair): Promise<void> {
  const { digest: expected } = await pair.anchor(4, false)
  const { id, dispatchId } = await pair.verify('expected')
  await pair.query('UPDATE vault.annex_in SET fails_at_ms = 1 WHERE reference = $1', [dispatchId])
  const { creditReport } = await pair.reaches(id, 'failed')
  expect(creditReport.reason?.zh).toBe('期限内未收到信用报告')
  expect(await pair.retrieval(dispatchId)).toMatchObject({ outcome: 'FAILED', annexDigest: expected })
}

async function leavesNoTrace(pair: AnnexDropPair): Promise<void> {
  expect(pair.carried.size).toBeGreaterThanOrEqual(4)
  for (const name of pair.carried) expect(name).toMatch(/^[0-9a-f]{64}\.(annex|pull)(\.part)?$/)
  for (const authority of ['court', 'justice'] as const) {
    const { incoming } = pair.dropOf(authority)
    await untilFound(
      () => Promise.resolve(readdirSync(incoming).filter((name) => name !== 'quarantine')),
      (names) => names.length === 0,
    )
    expect(pair.doorOf(authority).logs.join('\n')).not.toContain(CANARY)
  }
}
