import { array, boolean, enumeration, integer, json, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { actId, civilDate, clientId, code, digest, shortId } from '../ids.ts'

export const PARAMETER_ROWS_MAX = 512
export const PARAMETER_BYTES_MAX = 8 * 1024
export const POLICY_RULES_MAX = 32
export const POLICY_VERSIONS_MAX = 512
export const CALENDAR_DAYS_MAX = 64
export const ANCHORS_MAX = 256
export const ALARM_TERM_MAX_MS = 366 * 86_400_000

export const instant = integer({ min: 0 })
export const parameterKey = string({ bytesMin: 1, bytesMax: 96, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
export const source = string({ bytesMin: 1, bytesMax: 300 })
export const parameterValue = json({ bytesMax: PARAMETER_BYTES_MAX })

/** Whether a case filed before the effective day keeps the value of its first day, or the law requires the new one (R31-05). */
export const MIGRATIONS = ['KEEP', 'LAW_REQUIRES_NEW'] as const

export const parameterSchema = object({
  key: parameterKey,
  value: parameterValue,
  unit: string({ bytesMax: 32 }),
  /** First civil day on which it holds. */
  effectiveFrom: civilDate,
  migration: enumeration(MIGRATIONS),
  /** Statute or instrument that fixes it. */
  source,
  enactedAtMs: instant,
  actId,
})
export type Parameter = Infer<typeof parameterSchema>
/** `governance/parameter/<key>/<effective from>` */
export const parameters = collection('governance/parameter', parameterSchema)

export const policyRulesSchema = array(
  object({
    client: clientId,
    organisations: array(shortId, { max: 512 }),
    roles: array(code, { max: 16 }),
    purposes: array(code, { max: 32 }),
    legalBases: array(code, { max: 32 }),
    recordTypes: array(shortId, { max: 16 }),
    caseRequired: boolean(),
    assuranceMin: enumeration(['attested', 'institution', 'consensus']),
  }),
  { max: POLICY_RULES_MAX },
)
export const policySchema = object({
  id: shortId,
  version: integer({ min: 1 }),
  /** What may be answered; everything else is refused. No rule: nothing. */
  rules: policyRulesSchema,
  effectiveFromMs: instant,
  source,
  enactedAtMs: instant,
  actId,
})
export type PolicyVersion = Infer<typeof policySchema>
/** `governance/policy/<id>/<effective from, 16 digits>/<version, 6 digits>` */
export const policies = collection('governance/policy', policySchema)
/** `governance/policy-count/<id>` */
export const policyCounts = collection('governance/policy-count', object({ versions: integer({ min: 1 }) }))

export const anchorSchema = object({
  anchorId: shortId,
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** Height and header hash from which a light client may start. */
  height: integer({ min: 1 }),
  headerHash: digest,
  validatorsHash: digest,
  effectiveFromMs: instant,
  withdrawnFromMs: nullable(instant),
  source,
  enactedAtMs: instant,
  actId,
})
export type TrustAnchor = Infer<typeof anchorSchema>
/** `governance/anchor/<anchor id>`; an id is used once. */
export const trustAnchors = collection('governance/anchor', anchorSchema)

export const lawSchema = object({
  /** Digest of the law book's parameter version. */
  parameterVersion: digest,
  effectiveFrom: civilDate,
  source,
  enactedAtMs: instant,
  actId,
})
export type LawVersion = Infer<typeof lawSchema>
/** `governance/law/<effective from>` */
export const lawVersions = collection('governance/law', lawSchema)

export const calendarSchema = object({
  year: integer({ min: 1949, max: 9_999 }),
  /** Version of the year's calendar (节假日安排), with the digest of its notice. */
  version: string({ bytesMin: 1, bytesMax: 64 }),
  digest,
  /** Days off, and weekend days that are worked. */
  offDays: array(civilDate, { max: CALENDAR_DAYS_MAX }),
  makeUpWorkdays: array(civilDate, { max: CALENDAR_DAYS_MAX }),
  effectiveFrom: civilDate,
  source,
  enactedAtMs: instant,
  actId,
})
export type CalendarYear = Infer<typeof calendarSchema>
/** `governance/calendar/<year>/<effective from>` */
export const calendarYears = collection('governance/calendar', calendarSchema)

/** Acts that have changed the law book, counted; the same digest is the same acts. `governance/law-revision/last` */
export const lawRevision = collection('governance/law-revision', object({ changes: integer({ min: 1 }), digest }))

export const alarmSchema = object({
  alarmId: shortId,
  kind: code,
  /** Role that has to deal with it. */
  owner: code,
  subject: string({ bytesMax: 160 }),
  raisedAtMs: instant,
  dueAtMs: instant,
  state: enumeration(['OPEN', 'TAKEN', 'CLOSED']),
  takenBy: nullable(object({ organisation: shortId, officer: shortId, atMs: instant })),
  closedBy: nullable(object({ organisation: shortId, officer: shortId, atMs: instant })),
  /** What was done. */
  resolution: nullable(code),
  /** Not closed when it was due. */
  overdue: boolean(),
})
export type Alarm = Infer<typeof alarmSchema>
/** `governance/alarm/<alarm id>` */
export const alarms = collection('governance/alarm', alarmSchema)

/** Validators of a zone; a commit of more becomes slow for light clients. */
export const VALIDATORS_MAX = 100
/** Voting power of one: sums stay far below what a number holds. */
export const VALIDATOR_POWER_MAX = 1_000_000_000
export const MODULES_MAX = 64

export const validatorKey = string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ })
const power = integer({ min: 1, max: VALIDATOR_POWER_MAX })

export const validatorSetSchema = object({
  /** By ascending public key. */
  validators: array(
    object({
      /** Ed25519 (验证节点公钥). */
      publicKey: validatorKey,
      power,
      /** Null for those with whom the zone began. */
      name: nullable(shortId),
    }),
    { min: 1, max: VALIDATORS_MAX },
  ),
  /** Of the block of the last change. */
  height: integer({ min: 0 }),
  /** Sum of the powers before that block, and how much of it the block has moved. */
  powerBefore: integer({ min: 1 }),
  powerMoved: integer({ min: 0 }),
})
export type ValidatorSet = Infer<typeof validatorSetSchema>
/** `governance/validator-set/current`; absent where one machine keeps the zone. */
export const validatorSets = collection('governance/validator-set', validatorSetSchema)

export const moduleVersions = array(
  object({
    module: string({ bytesMin: 1, bytesMax: 32, pattern: /^[a-z]+$/ }),
    version: integer({ min: 1, max: 9_999 }),
  }),
  { min: 1, max: MODULES_MAX },
)
export const upgradeSchema = object({
  /** First block that the new program executes. */
  height: integer({ min: 1 }),
  modules: moduleVersions,
  source,
  enactedAtMs: instant,
  actId,
})
/** `governance/upgrade/planned` */
export const upgrades = collection('governance/upgrade', upgradeSchema)
