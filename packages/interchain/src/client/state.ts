import {
  array,
  boolean,
  enumeration,
  hexBytes,
  integer,
  json,
  literal,
  nullable,
  object,
  record,
  refine,
  string,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { chainIdSchema, clientIdSchema, heightSchema, instantSchema, nameSchema, reasonSchema } from '../fields.ts'
import { ANCHORS_MAX } from '../limits.ts'

export const CLIENT_TYPE = '07-tendermint'

const hash = hexBytes(32)

export const trustLevelSchema = object({
  numerator: integer({ min: 1, max: 1_000 }),
  denominator: integer({ min: 1, max: 1_000 }),
})
export const layoutSchema = enumeration(['smt', 'iavl-simple'])

export const frozenSchema = object({
  cause: enumeration(['header-conflict', 'misbehaviour', 'packet-equivocation', 'officers']),
  /** Number of the act that froze the client. */
  act: integer({ min: 1 }),
  at: instantSchema,
})

/** `client/client/<id>` */
export const clientSchema = object({
  clientType: literal(CLIENT_TYPE),
  chainId: chainIdSchema,
  creator: nameSchema,
  revision: integer({ min: 0 }),
  trustLevel: trustLevelSchema,
  trustingPeriodMs: integer({ min: 1 }),
  clockDriftMs: integer({ min: 0 }),
  proofLayout: layoutSchema,
  latestHeight: heightSchema,
  frozen: nullable(frozenSchema),
  /** Consensus states at or below it have been looked at for pruning. */
  prunedTo: integer({ min: 0 }),
  /** Height of the last checkpoint that officers vouched for; older states lead nowhere and prove nothing. */
  trustedFrom: heightSchema,
  /** Number of the chain of trust checks in force; checks of an earlier one are void. */
  watch: integer({ min: 1 }),
})
export type Client = Infer<typeof clientSchema>
export const clients = collection('client/client', clientSchema)

/** `client/counterparty/<id>`; written once. */
export const counterpartySchema = object({
  clientId: clientIdSchema,
  /** Base64, from the root down. */
  merklePrefix: array(string({ bytesMax: 64 }), { min: 1, max: 2 }),
})
export const counterparties = collection('client/counterparty', counterpartySchema)

/** `client/consensus/<id>/<height in 16 digits>` */
export const consensusSchema = object({
  timeSeconds: integer({ min: 0 }),
  timeNanos: integer({ min: 0, max: 999_999_999 }),
  root: string({ bytesMax: 128 }),
  nextValidatorsHash: hash,
  headerHash: hash,
  /** The next stored height below, when this one was stored. */
  previous: nullable(heightSchema),
  acceptedAt: instantSchema,
  /** Evidence refers to it: never pruned. */
  kept: boolean(),
})
export type ConsensusRow = Infer<typeof consensusSchema>
export const consensusRows = collection('client/consensus', consensusSchema)

export function heightPart(height: number): string {
  return String(height).padStart(16, '0')
}

/** `client/validators/<id>`: the set that signed the latest header. */
export const validatorsSchema = object({
  height: heightSchema,
  validatorsHash: hash,
  validators: array(object({ key: hash, power: string({ bytesMin: 1, bytesMax: 20 }) }), { min: 1, max: 10_000 }),
})
export const validatorRows = collection('client/validators', validatorsSchema)

const anchorList = array(object({ key: hash, organisation: nameSchema }), { max: ANCHORS_MAX })
/** Hex of the validator's Ed25519 key, and the organisation that this zone's officers hold answerable for it. */
export const anchorsSchema = refine(
  anchorList,
  (list) => new Set(list.map(({ key }) => key)).size === list.length,
  'one organisation a key',
)
/** `client/anchors/<id>` */
export const anchorRows = collection('client/anchors', object({ version: integer({ min: 1 }), anchors: anchorsSchema }))

/** `client/act/<number in 12 digits>`: permanent, what was done to trust, by whom and why. */
export const actSchema = object({
  kind: enumeration(['create', 'register-counterparty', 'freeze', 'recover', 'rotate-anchors', 'evidence']),
  clientId: clientIdSchema,
  signers: array(object({ organisation: nameSchema, officer: nameSchema, key: string({ bytesMax: 96 }) }), { max: 8 }),
  reason: nullable(reasonSchema),
  facts: record(json({ bytesMax: 131_072 }), { keysMax: 16, keyPattern: /^[a-zA-Z]{1,32}$/ }),
  txId: hash,
  messageIndex: integer({ min: 0 }),
  at: instantSchema,
})
export type Act = Infer<typeof actSchema>
export const acts = collection('client/act', actSchema)

export function actPart(number: number): string {
  return String(number).padStart(12, '0')
}

export const ALARM_LEVELS = ['half', 'two-thirds', 'expired', 'frozen'] as const
export type AlarmLevel = (typeof ALARM_LEVELS)[number]
/** `client/alarm/<id>/<level>`: a row with owner, due time and state. */
export const alarmSchema = object({
  owner: nameSchema,
  raisedAtMs: integer({ min: 0 }),
  /** When trust ends, or ended, unless a header arrives. */
  dueMs: integer({ min: 0 }),
  state: enumeration(['open', 'closed']),
  closedAtMs: nullable(integer({ min: 0 })),
})
export const alarms = collection('client/alarm', alarmSchema)

/** `client/counter/<name>` */
export const counters = collection('client/counter', integer({ min: 0 }))
