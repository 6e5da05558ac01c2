import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { array, CodecError, enumeration, integer, nullable, object, optional, string, variants } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { PLATFORM_KINDS } from '@xiezhi/credit-interface'
import { AUTHORITIES } from '@xiezhi/gateway-api'
import { GatewayError } from './gateway-error.ts'
import { DISPATCH_SLOT_MS_MAX } from './outbox/dispatch-slots.ts'

const path = string({ bytesMin: 1, bytesMax: 4_096 })
const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
const url = string({ bytesMin: 8, bytesMax: 1_024, pattern: /^[a-z]+:\/\/\S+$/ })
const port = integer({ min: 0, max: 65_535 })
const text = string({ bytesMin: 1, bytesMax: 200 })

const zoneSchema = object({ name: id, chainId: id, url })

const carrierSchema = variants('kind', {
  https: object({ url }),
  /** No network between the two: what lies in `outgoing` is brought to the other's `incoming` by a one-way exchange. */
  'file-drop': object({ outgoing: path, incoming: path }),
})

/** Another authority: how its gateway is reached, and the card with its public keys that the operator has taken over. */
const annexPeerSchema = object({ authority: id, cardFile: path, carrier: carrierSchema })
export type AnnexPeer = Infer<typeof annexPeerSchema>

const annexSchema = object({
  /** Id by which the other authorities' gateways know this one. */
  authority: id,
  /** Algorithms of the authority's vault and of its annex keys, chosen before the first start; absent: `intl`. */
  suite: optional(enumeration(['intl', 'sm'])),
  /** The authority of the zone `peer`. */
  peer: annexPeerSchema,
  /** Officers of the ledger that this program is, one for each organisation: record what became of annexes, and nothing else. */
  services: array(object({ organisation: id, officer: id }), { min: 1, max: 64 }),
  /** Credit reports made elsewhere: taken into the vault, then removed. */
  reportFile: nullable(path),
})
export type AnnexConfig = Infer<typeof annexSchema>

export const INSTITUTION_KINDS = [
  'BANK',
  'CENTRAL_BANK',
  'PAYMENT',
  'SECURITIES',
  'INSURANCE',
  'VEHICLE',
  'LAND',
  'TAX',
  'SOCIAL_SECURITY',
] as const

/** Orders of a court: their zone, and the gateway there, with which requests and answers are exchanged as annexes. */
const ordersSchema = object({
  zone: zoneSchema,
  /** Light client of the institutions' zone on the court's, and of the court's zone there. */
  client: id,
  peerClient: id,
  peer: annexPeerSchema,
  /** Those that may be asked and ordered. `kind` and `code`: as the control interface calls them. */
  institutions: optional(
    array(object({ organisation: id, kind: enumeration(INSTITUTION_KINDS), code: id, zh: text, en: text }), {
      max: 512,
    }),
  ),
  /** Orders that protect no property leave together at the end of a slot of this length; 0 or absent: at once (ADR 0032). */
  dispatchSlotMs: optional(integer({ min: 0, max: DISPATCH_SLOT_MS_MAX })),
  /** Where deducted money goes (执行款专户); absent: nothing is deducted. */
  account: optional(object({ name: text, bank: text, bankNo: id, number: id })),
})
export type OrdersConfig = Infer<typeof ordersSchema>

/** `courts`: codes of the courts whose measures are compared. `batchKeyFile`: 32 bytes in hexadecimal, of batches and lists. */
const adapterFields = { batchKeyFile: path, courts: array(id, { max: 64 }) }
const adapterSchema = variants('kind', {
  https: object({ url, ca: path, cert: path, key: path, ...adapterFields }),
  /** Folders of the exchange; `state`: own. `sender` and `institution` are named in the batches. */
  files: object({ out: path, in: path, state: path, sender: id, institution: id, ...adapterFields }),
})
export type AdapterConfig = Infer<typeof adapterSchema>

/** What a program may accept alone (R31-03); `FREEZE`: within an amount. The rest waits for a person. */
const AUTOMATIC = [
  'QUERY',
  'FREEZE',
  'FREEZE_WHOLE',
  'RENEW',
  'REDUCE',
  'RELEASE',
  'SUSPEND',
  'RESUME',
  'DEDUCT',
] as const

const institutionSchema = object({
  organisation: id,
  /** As the control interface calls kind and institution. */
  kind: enumeration(INSTITUTION_KINDS),
  code: id,
  /** Its core system; absent: people answer by hand. */
  adapter: optional(adapterSchema),
  /** Kinds of orders; absent: queries, and freezes within a limit. */
  automatic: optional(array(enumeration(AUTOMATIC), { max: AUTOMATIC.length })),
})
export type InstitutionConfig = Infer<typeof institutionSchema>

const INSTITUTIONS_MAX = 64

const subscriberSchema = object({
  organisation: id,
  /** The platform that shows entries; `kind`: whose field sets it takes. */
  platform: optional(object({ kind: enumeration(PLATFORM_KINDS), url, ca: path, cert: path, key: path })),
  /** Where a check by tokens reads that its set has aged. Without it and without a platform people do it, and confirm. */
  tokenFolder: optional(path),
})
export type SubscriberConfig = Infer<typeof subscriberSchema>

const listenerSchema = object({
  authority: enumeration(AUTHORITIES),
  zh: text,
  en: text,
  port,
  /** As browsers reach it: redirects, cookies and the origin check follow from it. */
  publicUrl: url,
  zone: zoneSchema,
  /** The zone that answers questions of this one. */
  peer: zoneSchema,
  /** Light client of the peer on the zone, and of the zone on the peer. */
  client: id,
  peerClient: id,
  trustFile: path,
  /** Open keys of a demonstration's officers, from which their keystores are made; null in production. */
  keyFolder: nullable(path),
  /** What only this authority holds: passwords, audit key, openings of the query log, keys of its vault. */
  folder: path,
  /** Annexes exchanged with the authority of `peer`, and of orders; absent: none are sent or waited for. */
  annex: optional(annexSchema),
  /** Of a court; absent: it orders nothing. */
  orders: optional(ordersSchema),
  /** Of a court: the officer of its ledger that records look-ups in the credit lists, and does nothing else; absent: none are answered. */
  lookups: optional(object({ organisation: id, officer: id })),
  /** Of institutions: those of the zone that this gateway serves. */
  institutions: optional(array(institutionSchema, { max: INSTITUTIONS_MAX })),
  /** Of institutions: subscribers of credit lists of the zone that this gateway serves. */
  subscribers: optional(array(subscriberSchema, { max: INSTITUTIONS_MAX })),
})
export type ListenerConfig = Infer<typeof listenerSchema>

const postgresSchema = variants('kind', {
  /** A private server that this process starts and stops. */
  embedded: object({ folder: path, port }),
  /** A server of somebody else, as a user who may create roles and databases. */
  url: object({ url }),
})

const identitySchema = variants('kind', {
  /** Sample persons with invented passwords: for demonstrations only. */
  embedded: object({ port, publicUrl: url, personsFile: path }),
  external: object({ issuer: url, clientId: id, secretFile: path }),
})

const configSchema = object({
  mode: enumeration(['demonstration', 'production']),
  address: string({ bytesMin: 1, bytesMax: 255 }),
  /** For what is of the process and of no authority. */
  folder: path,
  postgres: postgresSchema,
  identity: identitySchema,
  /** Built pages; null: none are served. */
  consoleFolder: nullable(path),
  verifyPageFile: nullable(path),
  listeners: array(listenerSchema, { min: 1, max: AUTHORITIES.length }),
})
export type GatewayConfig = Infer<typeof configSchema>

/** @throws GatewayError CONFIG_INVALID with the path of the field, what was expected and what was seen */
export function loadConfig(file: string): GatewayConfig {
  return checkConfig(readConfig(file), file)
}

function readConfig(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const expected = error instanceof SyntaxError ? 'JSON' : 'a readable file'
    throw new GatewayError('CONFIG_INVALID', { file, expected }, error)
  }
}

/** @throws GatewayError CONFIG_INVALID */
export function checkConfig(value: unknown, file: string): GatewayConfig {
  let config: GatewayConfig
  try {
    config = configSchema.parse(value)
  } catch (error) {
    if (error instanceof CodecError) throw new GatewayError('CONFIG_INVALID', { file, ...error.facts })
    throw error
  }
  const refuse = (field: string, expected: string): never => {
    throw new GatewayError('CONFIG_INVALID', { file, path: field, expected })
  }
  if (new Set(config.listeners.map(({ authority }) => authority)).size < config.listeners.length)
    refuse('/listeners', 'each authority once')
  for (const listener of config.listeners) checkListener(listener, refuse)
  if (config.mode === 'production') {
    if (config.identity.kind === 'embedded') refuse('/identity', 'the identity provider of the institution')
    else if (!config.identity.issuer.startsWith('https://')) refuse('/identity/issuer', 'https')
    // Keystores are provisioned with passphrases that their officers alone know.
    if (config.listeners.some(({ keyFolder }) => keyFolder !== null)) refuse('/listeners/keyFolder', 'null')
    if (config.listeners.some(({ publicUrl }) => !publicUrl.startsWith('https://')))
      refuse('/listeners', 'https addresses')
  }
  return config
}

type Refuse = (field: string, expected: string) => never

function checkListener(listener: ListenerConfig, refuse: Refuse): void {
  const { authority, annex, orders, institutions } = listener
  checkSubscribers(listener, refuse)
  if (orders !== undefined) {
    if (authority !== 'court') refuse('/listeners/orders', 'the listener of a court')
    if (annex === undefined) refuse('/listeners/annex', 'annexes, which orders need')
    checkCarrier(orders.peer, '/listeners/orders/peer/carrier', refuse)
    if (orders.peer.authority === annex.peer.authority) refuse('/listeners/orders/peer', 'another authority')
  }
  if (institutions !== undefined && authority !== 'institution')
    refuse('/listeners/institutions', 'the listener of institutions')
  const served = (institutions ?? []).map(({ organisation }) => organisation)
  if (new Set(served).size < served.length) refuse('/listeners/institutions', 'each organisation once')
  if (annex === undefined) return
  checkCarrier(annex.peer, '/listeners/annex/peer/carrier', refuse)
  if (new Set(annex.services.map(({ organisation }) => organisation)).size < annex.services.length)
    refuse('/listeners/annex/services', 'each organisation once')
}

function checkSubscribers({ authority, annex, subscribers }: ListenerConfig, refuse: Refuse): void {
  if (subscribers === undefined) return
  if (authority !== 'institution') refuse('/listeners/subscribers', 'the listener of institutions')
  if (annex === undefined) refuse('/listeners/annex', 'annexes, which say who an entry is about')
  const names = subscribers.map(({ organisation }) => organisation)
  if (new Set(names).size < names.length) refuse('/listeners/subscribers', 'each organisation once')
  if (subscribers.some(({ platform, tokenFolder }) => platform !== undefined && tokenFolder !== undefined))
    refuse('/listeners/subscribers', 'a platform or a folder of tokens')
}

function checkCarrier({ carrier }: AnnexPeer, field: string, refuse: Refuse): void {
  if (carrier.kind === 'file-drop' && resolve(carrier.outgoing) === resolve(carrier.incoming))
    refuse(field, 'two folders')
}
