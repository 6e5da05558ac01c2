import { base64Decode, base64Encode, integer, nullable, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Packet, PacketApplication, PacketSender } from '@xiezhi/interchain'
import { collection, defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx, TestSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { endSubscriptions, publishNotice } from './api.ts'
import { packetApplications } from './handlers/packet-applications.ts'
import { queryModule } from './module.ts'
import type { ForeignObjection, QueryActor, QueryPorts, QueryRole } from './ports.ts'
import { noticeSchema } from './state.ts'
import type { AccessPolicy } from '../access-policy.ts'
import type { Finding, Notice, Question, Receipt } from './state.ts'

export const CLIENT = '07-tendermint-0'
export const CASE_REF = 'ca'.repeat(16)
export const LICENCE = '11101201010123456'
export const FIRM = '31110000MD0000016H'
export const DIGEST = `sha256:${'0d'.repeat(32)}`

/** Refusals of the roles and of the wire of this fixture. */
export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  WireClosed: [3, 'the wire takes no packet'],
  RegisterRefuses: [4, 'the register has an open objection'],
})

const ROLES: Readonly<Record<string, readonly QueryRole[]>> = {
  clerk: ['COURT_CLERK'],
  judge: ['COURT_JUDGE'],
  both: ['COURT_CLERK', 'COURT_JUDGE'],
  bureau: ['JUSTICE_BUREAU'],
  gateway: ['GATEWAY_SERVICE'],
  nobody: [],
}
export const clerk = testSigner('court-1', 'clerk', 1)
export const judge = testSigner('court-1', 'judge', 2)
export const both = testSigner('court-1', 'both', 3)
export const otherCourt = testSigner('court-2', 'judge', 4)
export const bureau = testSigner('bureau', 'bureau', 5)
export const nobody = testSigner('court-1', 'nobody', 6)
export const gateway = testSigner('court-1', 'gateway', 7)
export const otherGateway = testSigner('court-2', 'gateway', 8)

export const POLICY: AccessPolicy = {
  id: 'lawyer-query',
  version: 3,
  rules: [
    {
      client: CLIENT,
      organisations: ['court-1'],
      roles: ['COURT_CLERK', 'COURT_JUDGE'],
      purposes: ['LAWYER_VERIFICATION'],
      legalBases: ['OPINION_18'],
      recordTypes: ['lawyerCredential'],
      caseRequired: false,
      assuranceMin: 'institution',
    },
  ],
}

/** Two zones with this module, joined by a wire whose packets the test moves. */
export interface Link {
  readonly court: Zone
  readonly justice: Zone
  /** Delivers the packet to the other zone and its acknowledgement back. */
  readonly relay: (from: Zone, sequence: number) => void
}

export interface Zone {
  readonly chain: TestChain
  readonly receipts: Receipt[]
  readonly notices: { readonly notice: Notice; readonly caseRefs: readonly string[] }[]
  /** Objections that reached the register of this zone. */
  readonly objected: ForeignObjection[]
  /** What this zone knows and allows; the test may change it. */
  readonly set: {
    policy: Json | undefined
    level: 'institution' | 'consensus'
    peerTimeMs: number
    wireOpen: boolean
  }
}

export function link(): Link {
  const [court, justice] = [zone('xz-court-1', false), zone('xz-justice-1', true)]
  const other = (one: Zone): Zone => (one === court ? justice : court)
  return {
    court,
    justice,
    relay(from, sequence) {
      from.chain.nowMs += 1_000
      other(from).chain.nowMs = from.chain.nowMs
      const ack = receive(other(from), sent(from, sequence))
      acknowledge(from, sequence, ack)
    },
  }
}

/** The packet that a zone has sent, as its wire keeps it. */
export function sent({ chain }: Zone, sequence: number): WirePacket {
  const packet = wirePackets(chain.store).get(String(sequence))
  ensure(packet !== undefined, fixtureErrors.WireClosed, { sequence })
  return packet
}

/** Delivers packet bytes; null stands for the error acknowledgement. */
export function receive({ chain }: Zone, packet: WirePacket): string | null {
  const { data } = chain.deliver([{ type: 'wire/Receive', value: packet }], [nobody])
  return (data?.[0] ?? null) as string | null
}

export function acknowledge({ chain }: Zone, sequence: number, ack: string | null): DeliveredTx {
  return chain.deliver([{ type: 'wire/Acknowledge', value: { sequence, ack } }], [nobody])
}

export function timeOut({ chain }: Zone, sequence: number): DeliveredTx {
  return chain.deliver([{ type: 'wire/Timeout', value: { sequence } }], [nobody])
}

export function askMessage(zone: Zone, change: Readonly<Record<string, Json>> = {}): Message {
  const value = {
    sourceClient: CLIENT,
    timeoutSeconds: Math.floor(zone.chain.nowMs / 1_000) + 600,
    deadlineMs: zone.chain.nowMs + 3_600_000,
    licenceNo: LICENCE,
    asOf: '2026-03-02',
    purpose: 'LAWYER_VERIFICATION',
    legalBasis: 'OPINION_18',
    caseRef: CASE_REF,
    use: 'FILING',
    letterFirmUscc: FIRM,
    exception: 'NONE',
    subscribe: true,
    logCommitment: DIGEST,
  }
  return { type: 'query/Ask', value: { ...value, ...change } }
}

/** Asks and gives the dispatch id and the packet's sequence. */
export function askFor(
  zone: Zone,
  change: Readonly<Record<string, Json>> = {},
  signer: TestSigner = clerk,
): { dispatchId: string; sequence: number } {
  const { data } = zone.chain.deliver([askMessage(zone, change)], [signer])
  return data?.[0] as { dispatchId: string; sequence: number }
}

/** A register of one lawyer, enough for an answer. */
export function findingFor({ licenceNo }: Question): Finding {
  const known = licenceNo === LICENCE
  const reasons = known ? [] : [{ code: 'LICENCE_NOT_HELD', rule: 'R18-01' }]
  return {
    verdict: known ? 'PASS' : 'BLOCK',
    reasons,
    tasks: [],
    checks: [{ rule: 'R18-01', result: known ? 'PASS' : 'BLOCK', reasons }],
    facts: { statusOnDay: known ? 'ACTIVE' : null },
    disputed: false,
    serial: known ? licenceNo.slice(11) : null,
    heads: [],
    parameterVersion: DIGEST,
  }
}

/** The register of one lawyer: it takes one objection. */
function registerPorts(objected: ForeignObjection[]): Pick<QueryPorts, 'findStanding' | 'raiseObjection'> {
  return {
    findStanding: (_, question) => findingFor(question),
    raiseObjection: (_, objection) => {
      ensure(objected.length === 0, fixtureErrors.RegisterRefuses)
      objected.push(objection)
    },
  }
}

const wirePacketSchema = object({
  sequence: integer({ min: 1 }),
  timeoutSeconds: integer({ min: 1 }),
  port: string({ bytesMax: 64 }),
  bytes: string({ bytesMax: 100_000 }),
})
export type WirePacket = ReturnType<typeof wirePacketSchema.parse>
const wirePackets = collection('wire/packet', wirePacketSchema)
const wireNext = collection('wire/next', integer({ min: 1 }))

function zone(chainId: string, hasRegister: boolean): Zone {
  const receipts: Receipt[] = []
  const notices: { notice: Notice; caseRefs: readonly string[] }[] = []
  const objected: ForeignObjection[] = []
  const set: Zone['set'] = {
    policy: hasRegister ? POLICY : undefined,
    level: 'institution',
    peerTimeMs: 0,
    wireOpen: true,
  }
  const ports: QueryPorts = {
    requireRole: actorWith,
    lawBook: () => bundledLaw,
    noteAct: () => undefined,
    sender: wireSender(set),
    clients: wireClients(set),
    accessPolicy: () => set.policy,
    ...(hasRegister ? registerPorts(objected) : {}),
    onAnswer: (_, receipt) => receipts.push(receipt),
    onNotice: (_, input) => notices.push(input),
  }
  const chain = new TestChain({ chainId, modules: [queryModule(ports), wireModule(packetApplications(ports))] })
  return { chain, receipts, notices, objected, set }
}

function actorWith(ctx: CheckContext, role: QueryRole | readonly QueryRole[]): QueryActor {
  const wanted: readonly QueryRole[] = typeof role === 'string' ? [role] : role
  const signer = ctx.signers.find(({ officer }) => ROLES[officer]?.some((one) => wanted.includes(one)))
  ensure(signer !== undefined, fixtureErrors.RoleMissing)
  const { organisation, officer } = signer
  return { organisation, officer, personId: `${organisation}-${officer}`, roles: ROLES[officer] ?? [] }
}

function wireSender(set: Zone['set']): PacketSender {
  return {
    checkSend(ctx, input) {
      const open = set.wireOpen && input.timeoutSeconds * 1_000 > ctx.block.timeMs
      ensure(open, fixtureErrors.WireClosed)
      return { input, destinationClient: CLIENT }
    },
    send(ctx, { input: { timeoutSeconds, payload } }) {
      const sequence = wireNext(ctx.store).get('all') ?? 1
      wireNext(ctx.store).set('all', sequence + 1)
      const bytes = base64Encode(payload.value)
      wirePackets(ctx.store).set(String(sequence), { sequence, timeoutSeconds, port: payload.sourcePort, bytes })
      return { sequence, packetHash: '0e'.repeat(32) }
    },
  }
}

function wireClients(set: Zone['set']): QueryPorts['clients'] {
  return {
    latestTimeSeconds: () => Math.floor(set.peerTimeMs / 1_000),
    counterpartyOf: () => CLIENT,
    assurance: () => ({
      clientType: '07-tendermint',
      level: set.level,
      statement: 'institution (own ledger, equivocation detected)',
      validators: 1,
      organisations: 1,
      threshold: 1,
    }),
    consensusAt: (_, __, height) => {
      const acceptedAt = { height: 1, timeMs: 0, decidedAtMs: 0 }
      const timeSeconds = Math.floor(set.peerTimeMs / 1_000)
      return { height, timeSeconds, timeMs: set.peerTimeMs, root: '', headerHash: '', acceptedAt }
    },
    requireMembership: (_, { proof }) => provenBy(proof),
    requireAbsence: (_, { proof }) => provenBy(proof),
  }
}

/** The proofs of this fixture are the bytes of `yes`. */
export const PROOF = base64Encode(new Uint8Array([121, 101, 115]))
function provenBy(proof: Uint8Array): ReturnType<QueryPorts['clients']['requireAbsence']> {
  ensure(base64Encode(proof) === PROOF, fixtureErrors.WireClosed)
  const acceptedAt = { height: 1, timeMs: 0, decidedAtMs: 0 }
  return { height: 1, timeSeconds: 0, timeMs: 0, root: '', headerHash: '', acceptedAt }
}

function wireModule(applications: readonly PacketApplication[]): Module {
  const applicationOf = (port: string): PacketApplication => {
    const found = applications.find((one) => one.port === port)
    ensure(found !== undefined, fixtureErrors.WireClosed, { port })
    return found
  }
  return {
    name: 'wire',
    version: 1,
    errors: fixtureErrors,
    events: [],
    messages: [
      defineMessage({
        type: 'wire/Receive',
        schema: wirePacketSchema,
        check: (_, { port }) => applicationOf(port),
        execute: (ctx, packet, application) => {
          const result = ctx.attempt((inner) => application.onReceive(inner, packetOf(packet)))
          return result.ok && result.value.kind === 'answered' ? base64Encode(result.value.acknowledgement) : null
        },
      }),
      defineMessage({
        type: 'wire/Acknowledge',
        schema: object({ sequence: integer({ min: 1 }), ack: nullable(string({ bytesMax: 100_000 })) }),
        check: (ctx, { sequence }) => wirePackets(ctx.store).get(String(sequence)),
        execute: (ctx, { ack }, packet) => {
          if (packet === undefined) return null
          const bytes = ack === null ? null : base64Decode(ack)
          const answer = bytes === null ? { kind: 'error' as const } : { kind: 'success' as const, bytes }
          applicationOf(packet.port).onAcknowledge(ctx, packetOf(packet), answer)
          return null
        },
      }),
      defineMessage({
        type: 'wire/Timeout',
        schema: object({ sequence: integer({ min: 1 }) }),
        check: (ctx, { sequence }) => wirePackets(ctx.store).get(String(sequence)),
        execute: (ctx, _, packet) => {
          if (packet !== undefined) applicationOf(packet.port).onTimeout(ctx, packetOf(packet))
          return null
        },
      }),
      // What the register and the case do when they call this module's api.
      defineMessage({
        type: 'wire/Publish',
        schema: noticeSchema,
        check: () => null,
        execute: (ctx, notice) => {
          publishNotice(ctx, notice)
          return null
        },
      }),
      defineMessage({
        type: 'wire/CloseCase',
        schema: object({ caseRef: string({ bytesMax: 32 }) }),
        check: () => null,
        execute: (ctx, { caseRef }) => {
          endSubscriptions(ctx, caseRef)
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

function packetOf({ sequence, timeoutSeconds, port, bytes }: WirePacket): Packet {
  const payload = {
    sourcePort: port,
    destinationPort: port,
    version: port,
    encoding: 'application/json',
    value: base64Decode(bytes),
  }
  return { sequence, sourceClient: CLIENT, destinationClient: CLIENT, timeoutSeconds, payload }
}

/** The act of `judge` that contests the record of `LICENCE`. */
export const OBJECTION = 'c3'.repeat(16)

export function objectionMessage({ chain }: Zone, change: Readonly<Record<string, Json>> = {}): Message {
  return {
    type: 'query/RaiseObjection',
    value: {
      sourceClient: CLIENT,
      timeoutSeconds: Math.floor(chain.nowMs / 1_000) + 600,
      objectionId: OBJECTION,
      licenceNo: LICENCE,
      purpose: 'LAWYER_VERIFICATION',
      legalBasis: 'OPINION_18',
      caseRef: CASE_REF,
      groundsDigest: DIGEST,
      ...change,
    },
  }
}

export function objectionOf({ chain }: Zone, objectionId = OBJECTION): Json {
  return chain.query('query/objection', { objectionId })
}
