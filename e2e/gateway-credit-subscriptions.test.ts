import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT } from './testing/alliance.ts'
import { PROCUREMENT, RAILWAY, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { finished } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { ListingCourt } from './testing/listing-court.ts'
import { until as untilAtOnce } from './testing/until.ts'

/** Both ledgers, their relayer and both gateways are in one process: beside other tests an answer takes minutes. */
const WAIT_MS = 240_000
const TEST_MS = 900_000
/** A door takes so many questions of one session in a minute, and no more. */
const PAUSE_MS = 500

const until: typeof untilAtOnce = (look, waitMs) =>
  untilAtOnce(async () => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    return look()
  }, waitMs)
const LETTER = `sha256:${'1e'.repeat(32)}`
const TERMS = {
  lists: ['DISHONEST'],
  scope: 'BASIC',
  purpose: 'TICKETING',
  legalBasis: 'OPINIONS_ART_26',
  measures: ['HIGH_CONSUMPTION', 'BIDDING'],
  validTo: null,
} as const
const TEXT = { decisionNo: '（2026）示订1号', text: '依意见第二十六条审查' } as const

let alliance: EnforcementAlliance
let core: CoreProcess
let door: InstitutionDoor
let court: ListingCourt
let president: SignedIn
let governor: SignedIn
let operator: SignedIn

/** What the operator of the department sees of the own subscription, once it is so. */
function own(isSo: (found: Awaited<ReturnType<typeof look>>) => boolean, atMostMs = WAIT_MS) {
  let seen: unknown
  return until(async () => {
    const found = await look()
    seen = found
    return isSo(found) ? found : undefined
  }, atMostMs).catch((error: unknown) => {
    throw new Error(`the department sees ${JSON.stringify(seen)}`, { cause: error })
  })
}
const look = () => operator.client.call('getOwnSubscription')

async function ask(kind: 'SUBSCRIBE' | 'CHANGE' | 'END', terms: object | null): Promise<string> {
  const body = { kind, terms: terms as typeof TERMS | null, documentDigest: LETTER }
  const { id } = await operator.client.call('askSubscription', { body: body as never })
  const row = await finished(operator, id)
  expect(row).toMatchObject({ state: 'included' })
  return until(async () => {
    const { items } = await president.client.call('listSubscriptionRequests', { query: { state: 'OPEN' } })
    return items.find(({ subscriber }) => subscriber === PROCUREMENT)?.requestId
  }, WAIT_MS)
}

const ofRequest = (requestId: string) => ({
  params: { client: CLIENT, subscriber: PROCUREMENT, requestId },
})

/** One of the two proposes, the other signs what was shown. */
async function decided(first: SignedIn, second: SignedIn, rowId: string): Promise<void> {
  expect(await finished(first, rowId)).toMatchObject({ state: 'included' })
  const draft = await until(async () => {
    const { items } = await second.client.call('listSubscriptionDrafts', { query: { state: 'OPEN' } })
    return items[0]
  }, WAIT_MS)
  const why = { decisionNo: TEXT.decisionNo, reasons: TEXT.text, reasonsState: 'held' }
  expect(draft).toMatchObject({ subscriber: PROCUREMENT, mayApprove: true, ...why })
  const params = { draftId: draft.draftId }
  const self = first.client.call('signSubscriptionDraft', { params, body: { digest: draft.digest } })
  await expect(self).rejects.toMatchObject({ code: 'SAME_PERSON' })
  const { id } = await second.client.call('signSubscriptionDraft', { params, body: { digest: draft.digest } })
  expect(await finished(second, id)).toMatchObject({ state: 'included' })
}

/** The department's people say that it is taken over, or deleted, whichever waits. */
async function confirmHeld(entryId: string, state: 'HELD' | 'WITHDRAWN'): Promise<void> {
  const held = { params: { client: CLIENT, entryId } }
  const view = await until(async () => {
    const seen = await operator.client.call('getHeldEntry', held).catch(() => undefined)
    return seen?.step === 'WAITING_PERSON' && seen.state === state ? seen : undefined
  }, WAIT_MS)
  const { id } = await operator.client.call('confirmHeldEntry', { ...held, body: { revision: view.revision } })
  expect(await finished(operator, id)).toMatchObject({ state: 'included' })
}

const standing = (value: 'SUSPENDED' | 'RESUMED' | 'ENDED') =>
  governor.client.call('proposeSubscriptionStanding', {
    params: { client: CLIENT, subscriber: PROCUREMENT },
    body: { standing: value, ...TEXT },
  })
const propagation = async (entryId: string) =>
  (await governor.client.call('listPropagation', { query: { entryId, subscriber: PROCUREMENT } })).items[0]

describe('a department asks for a subscription, and two persons of the court decide', () => {
  beforeAll(async () => {
    alliance = await startEnforcementAlliance()
    core = new CoreProcess(alliance.folder)
    await core.start()
    door = await InstitutionDoor.open(alliance, core, {
      subscribers: [
        { organisation: PROCUREMENT },
        { organisation: RAILWAY, tokenFolder: join(alliance.folder, 'railway') },
      ] as { organisation: string }[],
    })
    await door.start()
    await alliance.openLink()
    court = new ListingCourt(alliance, door)
    await court.openCase()
    president = await door.signIn('court', 'president-1')
    governor = await door.signIn('court', 'governor-1')
    operator = await door.signIn('institution', `${PROCUREMENT}-operator`)
  }, 300_000)
  afterAll(async () => {
    await door.stop()
    await alliance.close()
    await core.stop()
  }, WAIT_MS)

  test(
    'a request that is refused has its reasons at the department, and nothing is granted',
    async () => {
      expect(await look()).toMatchObject({ subscription: null, requests: [], mayAsk: ['SUBSCRIBE'] })
      const bare = {
        kind: 'SUBSCRIBE',
        terms: { ...TERMS, measures: ['CUT_OFF_WATER'] },
        documentDigest: LETTER,
      } as const
      const { id } = await operator.client.call('askSubscription', { body: bare as never })
      expect(await finished(operator, id)).toMatchObject({ refusal: { codespace: 'listing', code: 24 } })
      const none = operator.client.call('askSubscription', {
        body: { kind: 'CHANGE', terms: TERMS, documentDigest: LETTER } as never,
      })
      await expect(none).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
      const requestId = await ask('SUBSCRIBE', { ...TERMS, scope: 'FULL' })
      const refusal = { isGranted: false, terms: null, reasons: ['SCOPE_TOO_WIDE'], ...TEXT } as const
      const wrong = governor.client.call('proposeRequestDecision', {
        ...ofRequest(requestId),
        body: { ...refusal, reasons: [] },
      })
      await expect(wrong).rejects.toMatchObject({ code: 'INPUT_INVALID' })
      const unknown = governor.client.call('proposeRequestDecision', {
        ...ofRequest(randomBytes(16).toString('hex')),
        body: refusal as never,
      })
      await expect(unknown).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
      const row = await governor.client.call('proposeRequestDecision', {
        ...ofRequest(requestId),
        body: refusal as never,
      })
      await decided(governor, president, row.id)
      const told = await own(({ requests }) => requests[0]?.state === 'REFUSED')
      expect(told).toMatchObject({ subscription: null, mayAsk: ['SUBSCRIBE'] })
      expect(told.requests[0]?.reasons.map(({ reason }) => reason)).toEqual(['SCOPE_TOO_WIDE'])
      expect((await governor.client.call('listSubscriptions')).items).toEqual([])
    },
    TEST_MS,
  )

  let first = ''

  test(
    'less than was asked is granted; what is published arrives, and the board says when',
    async () => {
      first = await court.list()
      const requestId = await ask('SUBSCRIBE', TERMS)
      const terms = { ...TERMS, measures: ['HIGH_CONSUMPTION'] }
      const body = { isGranted: true, terms, reasons: [], ...TEXT } as const
      const row = await president.client.call('proposeRequestDecision', {
        ...ofRequest(requestId),
        body: body as never,
      })
      await decided(president, governor, row.id)
      const told = await own(({ subscription }) => subscription !== null)
      expect(told.subscription).toMatchObject({ scope: 'BASIC', grant: 1, endedAtMs: null, suspendedAtMs: null })
      expect(told.subscription?.measures.map(({ measure }) => measure)).toEqual(['HIGH_CONSUMPTION'])
      await confirmHeld(first, 'HELD')
      const on = await until(async () => {
        const found = await propagation(first)
        return found?.state === 'CONFIRMED' ? found : undefined
      }, WAIT_MS)
      expect(on.deliveredAtMs).toBeGreaterThanOrEqual(on.sentAtMs)
      expect(on.confirmedAtMs).not.toBeNull()
      const again = president.client.call('proposeRequestDecision', { ...ofRequest(requestId), body: body as never })
      await expect(again).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    },
    TEST_MS,
  )

  test(
    'other terms: what is held is deleted with a receipt, and comes with the new terms',
    async () => {
      const requestId = await ask('CHANGE', { ...TERMS, scope: 'TOKEN' })
      const body = { isGranted: true, terms: { ...TERMS, scope: 'TOKEN' }, reasons: [], ...TEXT }
      const row = await governor.client.call('proposeRequestDecision', { ...ofRequest(requestId), body: body as never })
      await decided(governor, president, row.id)
      await confirmHeld(first, 'WITHDRAWN')
      await confirmHeld(first, 'HELD')
      const held = await operator.client.call('getHeldEntry', { params: { client: CLIENT, entryId: first } })
      expect(held).toMatchObject({ scope: 'TOKEN', list: null, court: null })
      expect(await look()).toMatchObject({ subscription: { scope: 'TOKEN', grant: 2 }, toDelete: 0 })
    },
    TEST_MS,
  )

  test(
    'a suspension takes everything away until it is resumed; the end takes it for good',
    async () => {
      await expect(standing('RESUMED')).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
      await decided(governor, president, (await standing('SUSPENDED')).id)
      const suspended = await own(({ subscription }) => subscription?.suspendedAtMs != null)
      expect(suspended.mayAsk).toEqual(['SUBSCRIBE', 'END'])
      await confirmHeld(first, 'WITHDRAWN')
      await decided(governor, president, (await standing('RESUMED')).id)
      await confirmHeld(first, 'HELD')
      expect(await look()).toMatchObject({ subscription: { grant: 3, suspendedAtMs: null } })
      const requestId = await ask('END', null)
      const body = { isGranted: true, terms: null, reasons: [], ...TEXT }
      const row = await governor.client.call('proposeRequestDecision', { ...ofRequest(requestId), body: body })
      await decided(governor, president, row.id)
      await confirmHeld(first, 'WITHDRAWN')
      expect(await own(({ toDelete }) => toDelete === 0)).toMatchObject({ mayAsk: ['SUBSCRIBE'] })
      await expect(standing('ENDED')).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    },
    TEST_MS,
  )

  test(
    'the court ends a subscription that nobody asked it to end: the second person reads why before signing',
    async () => {
      const requestId = await ask('SUBSCRIBE', TERMS)
      const body = { isGranted: true, terms: TERMS, reasons: [], ...TEXT }
      const row = await president.client.call('proposeRequestDecision', {
        ...ofRequest(requestId),
        body: body as never,
      })
      await decided(president, governor, row.id)
      await confirmHeld(first, 'HELD')
      await decided(governor, president, (await standing('ENDED')).id)
      await confirmHeld(first, 'WITHDRAWN')
      expect(await own(({ toDelete }) => toDelete === 0)).toMatchObject({ mayAsk: ['SUBSCRIBE'] })
    },
    TEST_MS,
  )

  test(
    'the railway sees nothing of it, and the court’s door is shut to others',
    async () => {
      const railway = await door.signIn('institution', `${RAILWAY}-operator`)
      expect(await railway.client.call('getOwnSubscription')).toMatchObject({ subscription: null, requests: [] })
      const judge = await door.signIn('court', 'judge-1')
      await expect(judge.client.call('listSubscriptionRequests')).rejects.toMatchObject({ code: 'ROLE_MISSING' })
    },
    WAIT_MS,
  )
})
