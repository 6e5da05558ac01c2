import { base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import type { ZoneKind } from '@xiezhi/chain'
import type { Role } from '@xiezhi/contracts'
import type { PacketJson } from '@xiezhi/interchain'
import { MERKLE_PREFIX, validatorKeys } from '@xiezhi/interchain/testing'
import type { Event, Message, Module } from '@xiezhi/kernel'
import { keyTextOf } from '@xiezhi/kernel'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { lateAnswers } from './late-answers.ts'
import { CLIENT, LABELS } from './questions.ts'
import type { Label } from './questions.ts'
import { atMs, TRUSTING_PERIOD_MS } from './timeline.ts'
import { genesisZone, lightBlockOf, makeBlock } from './zone.ts'
import type { Delivered, Zone } from './zone.ts'

/** A relay that somebody holds: messages with their proofs as they were when they were built. */
export interface Held {
  readonly kind: 'receive' | 'acknowledge' | 'timeout' | 'silence'
  readonly to: WorldKind
  readonly sequence: number
  readonly label: Label | null
  readonly messages: readonly Message[]
  readonly proofHeight: number
  readonly trustedHeight: number
  /** Header time of the proof. */
  readonly provedMs: number
}

/** The two that ask and answer. */
export type WorldKind = Extract<ZoneKind, 'court' | 'justice'>

/** All that happened to both zones so far, as a value. */
export interface World {
  readonly zones: Readonly<Record<WorldKind, Zone>>
  /** Position on the time line. */
  readonly instant: number
  readonly dispatches: Readonly<Partial<Record<Label, string>>>
  readonly held: readonly Held[]
  /** Whether a peer has signed two headers; once a run. */
  readonly misbehaved: boolean
  readonly labels: readonly Label[]
  /** How often a packet was received or ended, by `<event>/<sequence>`. */
  readonly counts: Readonly<Record<string, number>>
  /** Every packet that was sent, by sequence. */
  readonly packets: readonly PacketJson[]
}

export interface ModelOptions {
  readonly name: string
  readonly headerTime: 'lagging' | 'stamp'
  /** Whether the justice zone answers dispatch B at once or when it is told to. */
  readonly answersLate: boolean
  /** Which of the two dispatches there are; both if absent. */
  readonly labels?: readonly Label[]
  /** Changes the modules of a zone: how a defect is planted. */
  readonly plant?: (modules: readonly Module[]) => readonly Module[]
}

function officer(organisation: string, name: string, seed: number, ...roles: readonly Role[]) {
  const signer = nodeCrypto.signer('ed25519', new Uint8Array(32).fill(seed))
  return { signer: { organisation, officer: name, key: keyTextOf(signer), signer }, roles }
}
type Person = ReturnType<typeof officer>

/** Invented officers. */
const PERSONS = {
  clerk: officer('court', 'clerk', 1, 'COURT_CLERK'),
  relayer: officer('alliance', 'relayer', 2, 'RELAYER'),
  trustOne: officer('alliance', 'trust-1', 3, 'TRUST_OFFICER', 'ROOT_OFFICER', 'ORGANISATION_OFFICER'),
  trustTwo: officer('alliance', 'trust-2', 4, 'TRUST_OFFICER', 'ROOT_OFFICER', 'ORGANISATION_OFFICER'),
} satisfies Record<string, Person>

export const clerk: TestSigner = PERSONS.clerk.signer
export const relayer: TestSigner = PERSONS.relayer.signer
export const trustOfficers: readonly TestSigner[] = [PERSONS.trustOne.signer, PERSONS.trustTwo.signer]

export function other(kind: WorldKind): WorldKind {
  return kind === 'court' ? 'justice' : 'court'
}

/** Two connected zones at the first instant, before anybody has asked. */
export function firstWorld(options: ModelOptions): World {
  let court = newZone('court', 1, options)
  let justice = newZone('justice', 51, options)
  const nowMs = atMs(0)
  court = makeBlock(court, nowMs, [], []).zone
  justice = makeBlock(justice, nowMs, [], []).zone
  const [courtMessages, justiceMessages] = [connectMessages(justice), connectMessages(court)]
  court = required(makeBlock(court, nowMs, courtMessages, trustOfficers)).zone
  justice = required(makeBlock(justice, nowMs, justiceMessages, trustOfficers)).zone
  const { labels = LABELS } = options
  const zones = { court, justice }
  return { zones, instant: 0, labels, dispatches: {}, held: [], misbehaved: false, counts: {}, packets: [] }
}

function newZone(kind: WorldKind, seed: number, { headerTime, answersLate, plant }: ModelOptions): Zone {
  const own = zoneModules(kind)
  const modules = answersLate && kind === 'justice' ? lateAnswers(own) : own
  const validators = validatorKeys(nodeCrypto, [10], seed)
  const rules = { chainId: `xz-${kind}-1`, modules: plant?.(modules) ?? modules, validators, headerTime }
  return genesisZone(rules, genesisOf(kind), atMs(0))
}

function genesisOf(kind: WorldKind): ReturnType<typeof zoneGenesis> {
  const persons: readonly Person[] = Object.values(PERSONS)
  const rolesIn = (organisation: string): Role[] => [
    ...new Set(persons.filter(({ signer }) => signer.organisation === organisation).flatMap(({ roles }) => roles)),
  ]
  const named = (organisation: string) => ({
    organisation,
    zh: '示例机关',
    en: 'sample authority',
    jurisdictions: [''],
  })
  return zoneGenesis(kind, {
    crypto: nodeCrypto,
    validFromMs: atMs(0) - 86_400_000,
    lawFrom: '2020-01-01',
    root: { ...named('alliance'), roles: rolesIn('alliance') },
    organisations: [{ ...named('court'), roles: rolesIn('court') }],
    officers: persons.map(({ signer: { organisation, officer: name, key }, roles }, at) => ({
      organisation,
      officer: name,
      personId: `person-${String(at).padStart(8, '0')}`,
      roles,
      key,
    })),
    askers: ['court'],
    client: CLIENT,
  })
}

function connectMessages(peer: Zone): readonly Message[] {
  const create = {
    chainId: peer.rules.chainId,
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: TRUSTING_PERIOD_MS,
    proofLayout: 'smt',
    checkpoint: checkpointOf(peer),
    anchors: [],
    reason: 'client of the peer',
  }
  const counterparty = { clientId: CLIENT, counterpartyClientId: CLIENT, merklePrefix: MERKLE_PREFIX }
  return [
    { type: 'client/CreateClient', value: create },
    { type: 'client/RegisterCounterparty', value: counterparty },
  ]
}

/** The last header of a zone as officers vouch for it. */
export function checkpointOf(peer: Zone): string {
  return base64Encode(encodeLightBlock(lightBlockOf(peer)))
}

export function required(delivered: Delivered): Delivered {
  if (delivered.code !== 0) throw new RangeError(`refused: ${delivered.codespace}/${delivered.code}`)
  return delivered
}

/** The world after a block of one of its zones. */
export function withBlock(
  world: World,
  kind: WorldKind,
  messages: readonly Message[] = [],
  signers: readonly TestSigner[] = [],
): { readonly world: World; readonly delivered: Delivered } {
  const delivered = makeBlock(world.zones[kind], atMs(world.instant), messages, signers)
  const zones = { ...world.zones, [kind]: delivered.zone }
  const counts = counted(world, delivered.events)
  const packets = [...world.packets, ...sentBy(delivered.events)]
  return { world: { ...world, zones, counts, packets }, delivered }
}

/** Events of which one packet or dispatch may have one, as they are told. */
const COUNTED: Readonly<Record<string, (data: Event['data'], world: World) => string>> = {
  PacketReceived: ({ sequence }) => `packet ${Number(sequence)} was received`,
  PacketAcknowledged: ({ sequence }) => `packet ${Number(sequence)} has ended`,
  PacketTimedOut: ({ sequence }) => `packet ${Number(sequence)} has ended`,
  QuestionAnswered: ({ dispatchId }, world) => `${nameOf(world, dispatchId)} was answered`,
  DispatchOutcome: ({ dispatchId }, world) => `${nameOf(world, dispatchId)} has got an outcome`,
}

function counted(world: World, events: readonly Event[]): Readonly<Record<string, number>> {
  const after: Record<string, number> = { ...world.counts }
  for (const { type, data } of events) {
    const name = COUNTED[type]?.(data, world)
    if (name !== undefined) after[name] = (after[name] ?? 0) + 1
  }
  return after
}

function nameOf({ dispatches }: World, dispatchId: Json | undefined): string {
  return LABELS.find((label) => dispatches[label] === dispatchId) ?? 'a dispatch'
}

function sentBy(events: readonly Event[]): readonly PacketJson[] {
  return events
    .filter(({ type }) => type === 'PacketSent')
    .map(({ data }) => (data as unknown as { packet: PacketJson }).packet)
}
