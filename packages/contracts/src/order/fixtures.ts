import { base64Decode, base64Encode, encodeCanonical, integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { acknowledgementKey, encodeMerkleProof, interchainModules, keyBytes, receiptKey } from '@xiezhi/interchain'
import type { Interchain, PacketJson } from '@xiezhi/interchain'
import { Endpoint, Path, required, sentPackets, SignedChain, validatorKeys } from '@xiezhi/interchain/testing'
import type { ShownState, TestClock } from '@xiezhi/interchain/testing'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { AnyMessage, CheckContext, ErrorKind, Message, Module, StoreKey } from '@xiezhi/kernel'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx, TestSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import type { AccessPolicy } from '../access-policy.ts'
import { actId, clientId, code, randomId } from '../ids.ts'
import { ENCODING } from '../json-port.ts'
import {
  answerObjection,
  answerOrder,
  ORDER_PORT,
  recordLateBooking,
  requireAccepted,
  requireBooked,
  tellCourt,
} from './api.ts'
import { orderApplication } from './handlers/packet-application.ts'
import { orderModule } from './module.ts'
import type { OrderActor, OrderAlarm, OrderPorts, OrderRole } from './ports.ts'
import { received } from './state.ts'
import type { Effect, MeasureFact, Notice, Objection, Order, Received } from './state.ts'

/** 2026-03-02 09:00 in Asia/Shanghai. */
const START_MS = 1_772_413_200_000
export const HOUR_MS = 3_600_000
export const TODAY = '2026-03-02'
/** Id of the client of the other zone, in both zones. */
export const CLIENT = '07-tendermint-0'
export const CASE_REF = 'ca'.repeat(16)
export const INSTRUMENT = '1f'.repeat(16)
export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const MEASURE = '3e'.repeat(16)

/** Refusals of the roles and of the case of this fixture. */
export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  TwoPersonsNeeded: [3, 'two persons must sign'],
  CaseRefuses: [4, 'the case does not bear it'],
})

/** Who holds which role, and the natural person behind the office where it is not its name. */
const OFFICERS: Readonly<Record<string, { readonly roles: readonly OrderRole[]; readonly person?: string }>> = {
  judge: { roles: ['COURT_JUDGE'] },
  deputy: { roles: ['COURT_JUDGE'] },
  twin: { roles: ['COURT_ENFORCER', 'COURT_PRESIDENT'], person: 'judge' },
  enforcer: { roles: ['COURT_ENFORCER'] },
  president: { roles: ['COURT_PRESIDENT'] },
  auditor: { roles: ['AUDITOR'] },
  operator: { roles: ['BANK_OPERATOR'] },
  registrar: { roles: ['REGISTRY_OPERATOR'] },
  gateway: { roles: ['GATEWAY_SERVICE'] },
}
export const judge = testSigner('court-1', 'judge', 1)
export const deputy = testSigner('court-1', 'deputy', 2)
export const twin = testSigner('court-1', 'twin', 3)
export const enforcer = testSigner('court-1', 'enforcer', 4)
export const president = testSigner('court-1', 'president', 5)
export const auditor = testSigner('court-1', 'auditor', 6)
export const otherJudge = testSigner('court-2', 'judge', 7)
export const otherEnforcer = testSigner('court-2', 'enforcer', 8)
export const operator = testSigner('bank-1', 'operator', 9)
export const gateway = testSigner('bank-1', 'gateway', 10)
export const otherOperator = testSigner('bank-2', 'operator', 11)
export const otherGateway = testSigner('bank-2', 'gateway', 12)
export const supervisor = testSigner('bank-1', 'auditor', 13)
export const nobody = testSigner('court-1', 'nobody', 14)

export const POLICY = {
  id: 'orders',
  version: 2,
  rules: [
    {
      client: CLIENT,
      organisations: ['court-1'],
      roles: ['COURT_JUDGE', 'COURT_ENFORCER'],
      purposes: ['QUERY_NOTICE', 'CONTROL_RULING', 'RELEASE_RULING', 'VARIATION_RULING'],
      legalBases: ['OPINIONS_ART_20'],
      recordTypes: ['DEPOSIT', 'SECURITY'],
      caseRequired: true,
      assuranceMin: 'institution',
    },
  ],
} satisfies AccessPolicy

export interface Zone {
  readonly end: Endpoint
  readonly chain: SignedChain
  /** What the ports of this zone were told. */
  readonly alarms: OrderAlarm[]
  readonly results: Order[]
  readonly received: Received[]
  readonly notices: Notice[]
  readonly objections: Objection[]
  /** What this zone allows; the test may change it. */
  readonly set: { policy: Json | undefined; refuses: boolean; inPlaceOf?: string }
}

/** A court and an institution's zone with light clients of each other: real headers, proofs and packets. */
export interface Link {
  readonly court: Zone
  readonly bank: Zone
  readonly path: Path
  readonly clock: TestClock
}

export function link(crypto: Crypto = pureCrypto): Link {
  const clock: TestClock = { nowMs: START_MS }
  const court = zone('xz-court-1', { clock, crypto, seed: 1 })
  const bank = zone('xz-finance-1', { clock, crypto, seed: 51 })
  const path = new Path(court.end, bank.end)
  path.connect()
  return { court, bank, path, clock }
}

interface ZoneOptions {
  readonly clock: TestClock
  readonly crypto: Crypto
  readonly seed: number
}

function zone(chainId: string, { clock, crypto, seed }: ZoneOptions): Zone {
  const told = {
    alarms: [] as OrderAlarm[],
    results: [] as Order[],
    received: [] as Received[],
    notices: [] as Notice[],
    objections: [] as Objection[],
  }
  const set: Zone['set'] = { policy: POLICY, refuses: false }
  const interchain = interchainModules({
    ports: { mayRelay: () => undefined, mayGovern: () => undefined },
    applications: () => [orderApplication(ports)],
  })
  const borne = (): undefined => {
    ensure(!set.refuses, fixtureErrors.CaseRefuses)
  }
  const ports: OrderPorts = {
    requireRole,
    requireTwoPersons,
    noteAct: () => undefined,
    lawBook: () => bundledLaw,
    ...interchain,
    orderPolicy: () => set.policy,
    isInstitution: (_, organisation) => organisation.startsWith('bank-'),
    raiseAlarm: (_, alarm) => told.alarms.push(alarm),
    checkIssue: () => {
      borne()
      return set.inPlaceOf
    },
    onIssued: () => undefined,
    onResult(_, order) {
      told.results.push(order)
      borne()
    },
    onReceived(_, order) {
      borne()
      told.received.push(order)
    },
    onNotice(_, notice) {
      told.notices.push(notice)
      borne()
    },
    onObjection(_, objection) {
      told.objections.push(objection)
      borne()
    },
  }
  const chain = new SignedChain({
    chainId,
    modules: [...interchain.modules, orderModule(ports), deskModule(ports, interchain)],
    clock,
    crypto,
    validators: validatorKeys(crypto, [10], seed),
  })
  const relayer = testSigner(chainId, 'relayer', seed + 20)
  const governors = [testSigner(chainId, 'trust-1', seed + 21), testSigner(chainId, 'trust-2', seed + 22)] as const
  return { end: new Endpoint({ chain, relayer, governors }), chain, ...told, set }
}

function actorsOf(ctx: CheckContext, role: OrderRole | readonly OrderRole[]): OrderActor[] {
  const wanted: readonly OrderRole[] = typeof role === 'string' ? [role] : role
  return ctx.signers.flatMap(({ organisation, officer }) => {
    const held = OFFICERS[officer]
    if (held?.roles.some((one) => wanted.includes(one)) !== true) return []
    return [{ organisation, officer, personId: `${organisation}-${held.person ?? officer}`, roles: held.roles }]
  })
}

function requireRole(ctx: CheckContext, role: OrderRole | readonly OrderRole[]): OrderActor {
  const [actor] = actorsOf(ctx, role)
  ensure(actor !== undefined, fixtureErrors.RoleMissing)
  return actor
}

function requireTwoPersons(
  ctx: CheckContext,
  first: OrderRole | readonly OrderRole[],
  second: OrderRole | readonly OrderRole[],
): readonly [OrderActor, OrderActor] {
  const seconds = actorsOf(ctx, second)
  const pairs = actorsOf(ctx, first).flatMap((one) =>
    seconds.filter(({ personId }) => personId !== one.personId).map((other) => [one, other] as const),
  )
  const [pair] = pairs
  ensure(pair !== undefined, fixtureErrors.TwoPersonsNeeded)
  return pair
}

/** What is recorded or answered after the order has its answer. */
function lateMessages(): readonly AnyMessage[] {
  return [
    defineMessage({
      // The measure records what had been booked when a revocation stopped the order.
      type: 'desk/Book',
      schema: object({ client: clientId, orderId: actId }),
      check: (ctx, { client, orderId }) => requireBooked(ctx, ctx.signers[0]?.organisation ?? '', client, orderId),
      execute: (ctx, _, { order: taken, stoppedAtMs }) => {
        recordLateBooking(ctx, taken, measureFact(ctx.block.decidedAtMs, MEASURE), DIGEST)
        return { stoppedAtMs }
      },
    }),
    defineMessage({
      type: 'desk/AnswerObjection',
      schema: object({ objectionId: randomId }),
      check: () => null,
      execute: (ctx, { objectionId }) => {
        answerObjection(ctx, CLIENT, { objectionId, outcome: 'UPHELD', decisionDigest: DIGEST })
        return null
      },
    }),
  ]
}

/** What other modules of a zone do through this one, and what a dishonest zone sends. */
function deskModule(ports: OrderPorts, { sender, acknowledger }: Interchain): Module {
  const order = { client: clientId, orderId: actId }
  const bytes = string({ bytesMax: 100_000 })
  return {
    name: 'desk',
    version: 1,
    errors: fixtureErrors,
    events: [],
    messages: [
      defineMessage({
        // The measure registers what the order begins, and answers it.
        type: 'desk/Register',
        schema: object({ ...order, assetKey: randomId }),
        check: (ctx, { client, orderId }) => requireAccepted(ctx, ctx.signers[0]?.organisation ?? '', client, orderId),
        execute: (ctx, { assetKey }, taken) => {
          const measure = measureFact(ctx.block.decidedAtMs, assetKey)
          const facts = { code: null, rule: null, measure, amount: DIGEST, annexDigest: null }
          answerOrder(ctx, ports, taken, { kind: 'FULFILLED', ...facts })
          return null
        },
      }),
      ...lateMessages(),
      defineMessage({
        type: 'desk/Tell',
        schema: object({ ...order, event: code }),
        check: () => null,
        execute: (ctx, { client, orderId, event }) => {
          const measure = measureFact(ctx.block.decidedAtMs, MEASURE)
          tellCourt(ctx, client, { orderId, event: event as Notice['event'], measure, digest: null })
          return null
        },
      }),
      defineMessage({
        type: 'desk/Send',
        schema: object({ bytes, timeoutSeconds: integer(), encoding: string({ bytesMax: 32 }) }),
        check: (ctx, { bytes: text, timeoutSeconds, encoding }) => {
          const names = { sourcePort: ORDER_PORT, destinationPort: ORDER_PORT, version: ORDER_PORT, encoding }
          const payload = { ...names, value: base64Decode(text) }
          return sender.checkSend(ctx, { sourceClient: CLIENT, timeoutSeconds, payload })
        },
        execute: (ctx, _, plan) => ({ ...sender.send(ctx, plan) }),
      }),
      defineMessage({
        type: 'desk/Acknowledge',
        schema: object({ sequence: integer({ min: 1 }), bytes }),
        check: () => null,
        execute: (ctx, { sequence, bytes: text }) => {
          acknowledger.writeAcknowledgement(ctx, CLIENT, sequence, base64Decode(text))
          return null
        },
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}

function measureFact(registeredAtMs: number, assetKey: string): MeasureFact {
  return { measureId: MEASURE, assetKey, registeredAtMs, rank: 0, from: TODAY, to: '2027-03-02' }
}

export const FREEZE: Effect = {
  action: 'FREEZE',
  asset: 'DEPOSIT',
  subject: DIGEST,
  limitCents: 30_000_000,
  currency: 'CNY',
  months: 12,
  whole: false,
  measureId: null,
}
export const QUERY: Effect = { ...FREEZE, action: 'QUERY', asset: null, limitCents: null, months: null }

type Change = Readonly<Record<string, Json>>

/** One order of an instrument; `n` makes its effect another one. */
export function orderPart(n = 0, change: Change = {}, effect: Effect = FREEZE): Json {
  const subject = `sha256:${n.toString(16).padStart(64, '0')}`
  return {
    client: CLIENT,
    institution: 'bank-1',
    effect: { ...effect, subject },
    annexDigest: DIGEST,
    relation: null,
    ...change,
  }
}

export function issueMessage({ chain }: Zone, change: Change = {}): Message {
  const value = {
    instrumentId: INSTRUMENT,
    kind: 'CONTROL_RULING',
    caseRef: CASE_REF,
    documentDigest: DIGEST,
    emergency: false,
    validFrom: TODAY,
    validTo: null,
    timeoutSeconds: Math.floor(chain.clock.nowMs / 1_000) + 600,
    deadlineMs: chain.clock.nowMs + HOUR_MS,
    orders: [orderPart()],
  }
  return { type: 'order/Issue', value: { ...value, ...change } }
}

export interface Issued {
  readonly orderIds: readonly string[]
  /** Of the first order. */
  readonly orderId: string
  readonly packets: readonly PacketJson[]
  readonly packet: PacketJson
}

export function issue(zoneOf: Zone, change: Change = {}, signers: readonly TestSigner[] = [judge, enforcer]): Issued {
  const { data, events } = required('Issue', zoneOf.chain.deliver([issueMessage(zoneOf, change)], signers))
  const { orders: orderIds } = data?.[0] as unknown as { orders: string[] }
  const packets = sentPackets(events)
  return { orderIds, orderId: first(orderIds), packets, packet: first(packets) }
}

export function first<T>(list: readonly T[]): T {
  const [one] = list
  if (one === undefined) throw new RangeError('nothing there')
  return one
}

/** A query under a notice of one officer. */
export function issueQuery(zoneOf: Zone, change: Change = {}): Issued {
  const orders = [orderPart(0, {}, QUERY)]
  return issue(zoneOf, { kind: 'QUERY_NOTICE', orders, ...change }, [enforcer])
}

/** Brings a packet to the other zone, and back what it was answered at once. */
export function relay({ court, path }: Link, packet: PacketJson, source: Zone = court): void {
  const { data } = path.receive(source.end, packet)
  const { result } = data?.[1] as unknown as { result: string }
  if (result !== 'later') path.acknowledge(source.end, packet)
}

/** Packets that a zone's due effects sent in its next block. */
export function nextBlock({ chain }: Zone): readonly PacketJson[] {
  chain.advance(1_000)
  return sentPackets(chain.events)
}

/** Sends bytes over the port as a dishonest zone does. */
export function sendContent({ chain }: Zone, content: Json, encoding = ENCODING): PacketJson {
  const timeoutSeconds = Math.floor(chain.clock.nowMs / 1_000) + 600
  const bytes = base64Encode(encodeCanonical(content))
  const sent = chain.deliver([{ type: 'desk/Send', value: { bytes, timeoutSeconds, encoding } }], [nobody])
  return first(sentPackets(required('Send', sent).events))
}

export function act({ chain }: Zone, type: string, value: Change, signers: readonly TestSigner[]): DeliveredTx {
  return required(type, chain.deliver([{ type, value }], signers))
}

/** The refusal of the message, exact and without a trace; its facts. */
export function refusal(
  { chain }: Zone,
  kind: ErrorKind,
  message: Message,
  signers: readonly TestSigner[],
): DeliveredTx['facts'] {
  return expectRejected(chain, kind, [message], signers).facts
}

/** The institution has the annex of the order. */
export function retrieve({ bank }: Link, orderId: string): void {
  act(bank, 'order/RecordRetrieval', { client: CLIENT, orderId, outcome: 'RETRIEVED' }, [gateway])
}

/** The institution takes the order on. */
export function takeOn(made: Link, orderId: string): void {
  const { bank } = made
  if (received(bank.chain.store).get(CLIENT, orderId)?.state === 'RECEIVED') retrieve(made, orderId)
  act(bank, 'order/Accept', { client: CLIENT, orderId }, [operator])
}

/** The institution's measure answers the order. */
export function register({ bank }: Link, orderId: string): void {
  act(bank, 'desk/Register', { client: CLIENT, orderId, assetKey: MEASURE }, [operator])
}

export function answerValue(orderId: string, change: Change = {}): Change {
  const value = { client: CLIENT, orderId, kind: 'REJECTED', code: 'NAME_ID_MISMATCH', rule: 'R20-38' }
  return { ...value, amount: null, annexDigest: null, ...change }
}

export function resendValue({ chain }: Zone, orderId: string): Change {
  return { orderId, timeoutSeconds: Math.floor(chain.clock.nowMs / 1_000) + 600 }
}

/** Sends the order again; its packet. */
export function resend(zoneOf: Zone, orderId: string): PacketJson {
  return first(sentPackets(act(zoneOf, 'order/Resend', resendValue(zoneOf, orderId), [enforcer]).events))
}

/** The packet has timed out, and the court is shown that it had not arrived. */
export function timeOut({ court, path, clock }: Link, packet: PacketJson): void {
  clock.nowMs = Math.max(clock.nowMs, packet.timeoutSeconds * 1_000)
  path.timeout(court.end, packet)
}

/** Proofs of several keys at one height of the institution's zone, which the court's client then knows. */
export function prove({ court, bank, path }: Link, ...keys: readonly StoreKey[]): readonly ShownState[] {
  const proofs = keys.map((key) => bank.chain.backend.prove(keyBytes(key)).proof)
  bank.chain.block([])
  const proofHeight = bank.chain.height
  required('UpdateClient', court.end.relay([path.updateMessage(court.end, proofHeight)]))
  return proofs.map((proof) => ({ proof: base64Encode(encodeMerkleProof([proof])), proofHeight }))
}

/** What a message that proves silence carries, as of now. */
export function silenceValue(made: Link, orderId: string, { sequence }: PacketJson): Change {
  const shown = prove(made, receiptKey(CLIENT, sequence), acknowledgementKey(CLIENT, sequence))
  const [receipt, absence] = shown.map(({ proof }) => proof)
  const { proofHeight: height } = first(shown)
  return { orderId, sequence, height, receiptProof: receipt ?? '', absenceProof: absence ?? '' }
}

/** What a message that proves the receiver's rungs carries. */
export function rungsValue(made: Link, orderId: string): Change {
  const record = received(made.bank.chain.store).get(CLIENT, orderId)
  if (record === undefined) throw new RangeError('the order has not arrived')
  const { proof, proofHeight: height } = first(prove(made, received.key(CLIENT, orderId)))
  return { orderId, height, record, proof }
}

export function orderOf({ chain }: Zone, orderId: string): Json {
  return chain.query('order/order', { orderId })
}

export function receivedOf({ chain }: Zone, orderId: string): Json {
  return chain.query('order/received', { client: CLIENT, orderId })
}

export function violations({ court, bank }: Link): readonly string[] {
  return [...court.chain.violations(), ...bank.chain.violations()]
}
