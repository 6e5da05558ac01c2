import { base64Decode, base64Encode, decodeCanonical, encodeCanonical, integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Packet, PacketSender } from '@xiezhi/interchain'
import { ContractError, defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, Module, ReadContext } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx, TestSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { startOfCivilDateMs } from '../ids.ts'
import { decodeJson, ENCODING } from '../json-port.ts'
import { LISTING_MACHINES } from './api.ts'
import { errors } from './errors.ts'
import { listingApplication } from './handlers/packet-application.ts'
import { LIST_PURPOSE } from './handlers/receive-views.ts'
import { LISTING_PORT } from './handlers/send.ts'
import { listingPacketSchema } from './messages.ts'
import type { ListingPacket } from './messages.ts'
import { listingModule } from './module.ts'
import type { ListingActor, ListingPorts, ListingRole, PlannedStep, StepAsked } from './ports.ts'
import { entries, subscriptions } from './state.ts'
import type { Entry, View } from './state.ts'

export const CLIENT = '07-tendermint-0'
export const ENTRY = 'e1'.repeat(16)
export const CASE = 'a1'.repeat(16)
export const OTHER_CASE = 'a2'.repeat(16)
export const PERFORMED_CASE = 'a3'.repeat(16)
export const INDEX_KEY = '1d'.repeat(32)
export const SUBJECT = `sha256:${'5b'.repeat(32)}`
export const DIGEST = `sha256:${'0d'.repeat(32)}`
/** The first day of a chain here: a working Monday. */
export const TODAY = '2026-03-02'

export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  StepRefused: [3, 'the machine does not allow the step'],
  ClientClosed: [4, 'the client sends nothing'],
})

const ROLES: Readonly<Record<string, readonly string[]>> = {
  gateway: ['GATEWAY_SERVICE'],
  lookups: ['LOOKUP_SERVICE'],
  operator: ['CREDIT_PLATFORM'],
  president: ['COURT_PRESIDENT'],
  judge: ['COURT_JUDGE'],
  enforcer: ['COURT_ENFORCER'],
  governor: ['GOVERNANCE_OFFICER'],
}
export const service = testSigner('platform', 'gateway', 1)
export const operator = testSigner('platform', 'operator', 2)
export const president = testSigner('court-x', 'president', 3)
export const judge = testSigner('court-x', 'judge', 4)
export const enforcer = testSigner('court-x', 'enforcer', 5)
export const governor = testSigner('court-x', 'governor', 6)
export const otherEnforcer = testSigner('court-y', 'enforcer', 7)
export const otherPresident = testSigner('court-y', 'president', 8)
export const otherJudge = testSigner('court-y', 'judge', 9)
export const judgeAbove = testSigner('high-court', 'judge', 10)
export const lookupService = testSigner('court-x', 'lookups', 11)
export const otherLookupService = testSigner('platform', 'lookups', 12)
export const LEADERS = [president, judge]
export const GRANTORS = [president, governor]

const POLICY = {
  id: 'listing',
  version: 1,
  rules: [
    {
      client: CLIENT,
      organisations: [],
      roles: [],
      purposes: [LIST_PURPOSE],
      legalBases: [],
      recordTypes: [],
      caseRequired: true,
      assuranceMin: 'institution',
    },
  ],
}

const refuse = (): never => {
  throw new ContractError(errors.NotACourt)
}

interface Settings {
  policy: Json | undefined
  /** Whether the client takes what is sent. */
  isOpen: boolean
  /** Whether the machine lets the program act. */
  isProgramLet: boolean
}

/** A zone, what it has sent so far, and what the test may change about it. */
export interface Desk {
  readonly chain: TestChain
  readonly set: Settings
  /** Without those of `told`. */
  readonly sent: ListingPacket[]
  /** What subscribers were told of their subscriptions. */
  readonly told: ListingPacket[]
}

/** The module at the zone of one subscriber, as packets of the other zone reach it: the port's application behind a message. */
export const desk = (): Desk => zone(false)

/** The module at a court; its machines are those with which a court zone begins. */
export const court = (): Desk => zone(true)

function zone(decides: boolean): Desk {
  const set: Settings = { policy: POLICY, isOpen: true, isProgramLet: true }
  const sent: ListingPacket[] = []
  const told: ListingPacket[] = []
  const ports: ListingPorts = {
    decides,
    requireRole,
    requireTwoPersons: (ctx, first, second) => [requireRole(ctx, first), requireRole(ctx, second)],
    noteAct: () => undefined,
    sender: senderOf(set, sent, told),
    clients: {
      assurance: () => ({
        clientType: '07-tendermint',
        level: 'institution',
        statement: '',
        validators: 1,
        organisations: 1,
        threshold: 1,
      }),
      chainIdOf: (_, client) => (client === CLIENT ? 'xz-other-1' : undefined),
    },
    listingPolicy: () => set.policy,
    isSubscriber: (_, organisation) => organisation === 'platform',
    lawBook: () => bundledLaw,
    planStep: (ctx, asked) => planned(ctx, asked, (roles) => requireRole(ctx, roles)),
    planProgramStep: (ctx, asked) => {
      ensure(set.isProgramLet, fixtureErrors.StepRefused)
      return planned(ctx, asked, () => refuse())
    },
    debtOf: (_, caseRef) =>
      caseRef === OTHER_CASE ? undefined : { organisation: 'court-x', isUnperformed: caseRef !== PERFORMED_CASE },
    isAbove: (_, above) => above === 'high-court',
  }
  return { chain: new TestChain({ modules: [listingModule(ports), deskModule(ports)] }), set, sent, told }
}

function requireRole(ctx: CheckContext, role: ListingRole | readonly string[]): ListingActor {
  const wanted: readonly string[] = typeof role === 'string' ? [role] : role
  const found = ctx.signers.find(({ officer }) => ROLES[officer]?.some((held) => wanted.includes(held)))
  ensure(found !== undefined, fixtureErrors.RoleMissing, { role: wanted.join(' ') })
  return found
}

/** Sequences of packets that no test ends. */
const TOLD_FROM = 10_000

function senderOf(set: Settings, sent: ListingPacket[], told: ListingPacket[]): PacketSender {
  return {
    checkSend(_, input) {
      ensure(set.isOpen, fixtureErrors.ClientClosed, { client: input.sourceClient })
      return { input, destinationClient: CLIENT }
    },
    send(_, { input }) {
      const packet = decodeJson(errors.PacketMalformed, listingPacketSchema, input.payload.value)
      const sequence = packet.kind === 'subscription' ? TOLD_FROM + told.push(packet) : sent.push(packet)
      return { sequence, packetHash: '' }
    },
  }
}

/** A step that the machine allows in the state of the entry, by those who have to sign. */
function planned(
  ctx: ReadContext,
  { machineId, subject, transition, event }: StepAsked,
  requireSigner: (roles: readonly string[]) => ListingActor,
): PlannedStep {
  const machine = LISTING_MACHINES.find((one) => one.machineId === machineId)
  const state = entries(ctx.store).get(subject)?.state ?? machine?.initial ?? ''
  const found = machine?.transitions.find(({ name, from }) => name === transition && from.includes(state))
  const isMet = event === undefined || found?.events.includes(event)
  ensure(found !== undefined && isMet === true, fixtureErrors.StepRefused, { transition, state })
  return { actors: found.signers.map(requireSigner), take: () => found.to }
}

const deskErrors = defineErrors('desk', { Unused: [2, 'unused'] })

const text = string({ bytesMax: 65_536 })
const payloadOf = (port: string, value: Uint8Array): Packet['payload'] => ({
  sourcePort: port,
  destinationPort: port,
  version: port,
  encoding: ENCODING,
  value,
})
const packetOf = (sequence: number, payload: Packet['payload']): Packet => ({
  sequence,
  sourceClient: CLIENT,
  destinationClient: CLIENT,
  timeoutSeconds: 1,
  payload,
})

/** Brings packets and their ends to the port, as the relayer's messages would. */
function deskModule(ports: ListingPorts): Module {
  return {
    name: 'desk',
    version: 1,
    errors: deskErrors,
    events: [],
    messages: [receives(ports), ends(ports), grants()],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}

function receives(ports: ListingPorts): Module['messages'][number] {
  return defineMessage({
    type: 'desk/Receive',
    schema: object({ bytes: text, port: text }),
    check: () => null,
    execute: (ctx, { bytes, port }) => {
      const result = listingApplication(ports).onReceive(ctx, packetOf(1, payloadOf(port, base64Decode(bytes))))
      return result.kind === 'answered' ? base64Encode(result.acknowledgement) : ''
    },
  })
}

function ends(ports: ListingPorts): Module['messages'][number] {
  return defineMessage({
    type: 'desk/End',
    schema: object({ sequence: integer({ min: 1 }), end: text }),
    check: () => null,
    execute: (ctx, { sequence, end }) => {
      const packet = packetOf(sequence, payloadOf(LISTING_PORT, new Uint8Array()))
      const application = listingApplication(ports)
      if (end === 'TIMEOUT') application.onTimeout(ctx, packet)
      else if (end === 'ERROR') application.onAcknowledge(ctx, packet, { kind: 'error' })
      else application.onAcknowledge(ctx, packet, { kind: 'success', bytes: base64Decode(end) })
      return null
    },
  })
}

function grants(): Module['messages'][number] {
  return defineMessage({
    type: 'desk/Grant',
    schema: object({}),
    check: () => null,
    execute: (ctx) => {
      subscriptions(ctx.store).set([CLIENT, 'platform'], {
        client: CLIENT,
        subscriber: 'platform',
        lists: ['DISHONEST'],
        scope: 'BASIC',
        purpose: 'JOINT_MEASURES',
        legalBasis: 'OPINIONS_ART_26',
        measures: ['BIDDING'],
        validTo: null,
        grant: 1,
        grantedAtMs: 0,
        endedAtMs: null,
        suspendedAtMs: null,
      })
      return null
    },
  })
}

export function received(content: Json, port = LISTING_PORT): Message {
  return { type: 'desk/Receive', value: { bytes: base64Encode(encodeCanonical(content)), port } }
}

export function views(change: Partial<View> = {}, subscriber = 'platform', grant = 1): Json {
  const view = {
    entryId: ENTRY,
    revision: 3,
    list: 'DISHONEST',
    organisation: 'court-x',
    legalBasis: 'OPINIONS_ART_26',
    basisDigest: null,
    situation: null,
    categories: [],
    from: '2026-03-02',
    publishedOn: null,
    term: { kind: 'UNTIL_EVENT', to: null },
    status: 'ACTIVE',
    objection: null,
    ...change,
  }
  const subscribers = [{ subscriber, purpose: 'JOINT_MEASURES', measures: ['BIDDING'], grant }]
  return { kind: 'views', views: [{ view, subscribers }] }
}

export const withdrawn: Json = {
  kind: 'withdraw',
  entries: [{ entryId: ENTRY, subscribers: [{ subscriber: 'platform', grant: 1 }], withdrawnAtMs: 1 }],
}

export const useOf = (measure: string): Json => ({
  kind: 'use',
  subscriber: 'platform',
  use: {
    useId: '0f'.repeat(16),
    entryId: ENTRY,
    measure,
    action: 'REFUSE',
    count: 1,
    purpose: 'JOINT_MEASURES',
    on: '2026-03-02',
    reasonDigest: null,
  },
})

type Change = Readonly<Record<string, Json>>

/** How a packet of this zone has ended: with an answer, an error, or by time. */
export function ending(sequence: number, end: 'ERROR' | 'TIMEOUT' | { readonly answer: Json }): Message {
  const text = typeof end === 'string' ? end : base64Encode(encodeCanonical(end.answer))
  return { type: 'desk/End', value: { sequence, end: text } }
}

/** What the port answered to a packet of the other zone. */
export function answered(one: Desk, content: Json): Json {
  return decodeCanonical(base64Decode(done(one, received(content), [service]).data?.[0] as string))
}

const STANDING = ['listing/Subscribe', 'listing/EndSubscription']

/** What follows at once of a subscription that begins or ends has followed when this returns. */
export function done({ chain }: Desk, message: Message, by: readonly TestSigner[]): DeliveredTx {
  const delivered = chain.deliver([message], by)
  if (delivered.code !== 0) {
    const name = chain.app.modules.explain(delivered.codespace, delivered.code)?.name
    throw new RangeError(`${message.type}: ${delivered.codespace}/${name} ${JSON.stringify(delivered.facts)}`)
  }
  if (STANDING.includes(message.type)) chain.block([])
  return delivered
}

/** Effects of time of the next block run. */
export function tick({ chain }: Desk, ms = 1_000): void {
  chain.advance(ms)
}

export function decideMessage(change: Change = {}, statement: Change = {}): Message {
  const value = {
    entryId: ENTRY,
    list: 'DISHONEST',
    caseRef: CASE,
    subject: SUBJECT,
    indexKey: INDEX_KEY,
    subjectKind: 'NATURAL',
    decisionDigest: DIGEST,
    decidedOn: TODAY,
    situation: 1,
    extension: null,
    categories: [],
    coSubjects: [],
    reasonsDigest: null,
    statement: {
      isOfAge: true,
      isRepresentative: false,
      hasSufficientSecurity: false,
      sealedAssetsSuffice: false,
      isLaterInOrder: false,
      isCampusLoanStudent: false,
      deletedAtSameApplicantsRequestOn: null,
      ...statement,
    },
  }
  return { type: 'listing/Decide', value: { ...value, ...change } }
}

export function serviceMessage(change: Change = {}): Message {
  return {
    type: 'listing/RecordService',
    value: { entryId: ENTRY, servedOn: TODAY, evidenceDigest: DIGEST, ...change },
  }
}

export function eventMessage(event: string, change: Change = {}): Message {
  const value = { entryId: ENTRY, event, on: TODAY, searchesWithoutAssets: 0, hasOtherClue: false }
  return { type: 'listing/RecordEvent', value: { ...value, documentDigest: DIGEST, ...change } }
}

/** President and governance officer end a subscription for good. */
export function endMessage(subscriber = 'platform'): Message {
  return { type: 'listing/EndSubscription', value: { client: CLIENT, subscriber, decisionDigest: DIGEST } }
}

export function subscribeMessage(change: Change = {}): Message {
  return { type: 'listing/Subscribe', value: { client: CLIENT, subscriber: 'platform', ...TERMS, ...change } }
}

export const REQUEST = '9e'.repeat(16)
export const TERMS = {
  lists: ['DISHONEST', 'CONSUMPTION'],
  scope: 'BASIC',
  purpose: 'JOINT_MEASURES',
  legalBasis: 'OPINIONS_ART_26',
  measures: ['BIDDING', 'HIGH_CONSUMPTION'],
  validTo: null,
} as const

export function askMessage(change: Change = {}): Message {
  const value = { client: CLIENT, requestId: REQUEST, kind: 'SUBSCRIBE', terms: TERMS, documentDigest: DIGEST }
  return { type: 'listing/AskSubscription', value: { ...value, ...change } }
}

/** A request as it arrives at the court. */
export function requestPacket(change: Change = {}): Json {
  const asked = { requestId: REQUEST, kind: 'SUBSCRIBE', terms: TERMS, documentDigest: DIGEST, askedAtMs: 5 }
  const open = { state: 'OPEN', reasons: [], decisionDigest: null, decidedAtMs: null }
  return { kind: 'request', subscriber: 'platform', request: { ...asked, ...open, ...change } }
}

export function decideRequestMessage(change: Change = {}): Message {
  const value = { client: CLIENT, subscriber: 'platform', requestId: REQUEST, decisionDigest: DIGEST }
  const granted = { isGranted: true, terms: TERMS, reasons: [] }
  return { type: 'listing/DecideRequest', value: { ...value, ...granted, ...change } }
}

/** A decided, served and published entry of a court. */
export function published(change: Change = {}, one = court()): Desk {
  const id = change['entryId'] === undefined ? {} : { entryId: change['entryId'] }
  done(one, decideMessage(change), LEADERS)
  done(one, serviceMessage(id), [enforcer])
  return one
}

/** … that one subscriber has, with nothing left on the way. */
export function shared(change: Change = {}): Desk {
  const one = court()
  done(one, subscribeMessage(), GRANTORS)
  tick(one)
  published(change, one)
  tick(one)
  return one
}

export function entryIn({ chain }: Desk, entryId = ENTRY): Entry | undefined {
  return entries(chain.store).get(entryId)
}

interface ShownAlarm {
  readonly kind: string
  readonly owner: string
  readonly organisation: string
  readonly subject: string
  readonly dueOn: string | null
  readonly endedAtMs: number | null
}

export function alarmsIn({ chain }: Desk): readonly ShownAlarm[] {
  return chain.query('listing/alarms', { limit: 100 }) as unknown as readonly ShownAlarm[]
}

export const CO_INDEX_KEY = '2d'.repeat(32)
export const CO_SUBJECT = `sha256:${'5c'.repeat(32)}`

/** Limits of consumption of a unit and its representative, as a change of the decision. */
export const RESTRICTION: Change = {
  list: 'CONSUMPTION',
  subjectKind: 'UNIT',
  situation: null,
  categories: [1, 2, 9],
  coSubjects: [{ role: 'LEGAL_REPRESENTATIVE', subject: CO_SUBJECT, indexKey: CO_INDEX_KEY }],
}

/** A message about the entry, with a decision. */
export function decidedMessage(type: string, change: Change = {}): Message {
  return { type: `listing/${type}`, value: { entryId: ENTRY, decisionDigest: DIGEST, ...change } }
}

/** Makes a block at the first instant of a day in Asia/Shanghai, or so many milliseconds after it. */
export function moveTo({ chain }: Desk, day: string, afterMs = 0): void {
  chain.nowMs = startOfCivilDateMs(day) + afterMs
  chain.block([])
}

/** What the public index shows under a key. */
export function leavesIn({ chain }: Desk, indexKey = INDEX_KEY): Json {
  return chain.query('listing/check', { indexKey })
}

/** What stays of the entry once it has ended. */
export function endedIn({ chain }: Desk): Json {
  return (chain.query('listing/entry', { entryId: ENTRY }) as { ended: Json } | null)?.ended ?? null
}
