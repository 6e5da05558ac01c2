import { array, integer, nullable, string } from '@xiezhi/codec'
import type { Infer, Schema } from '@xiezhi/codec'
import type { ZoneEvidence } from './bundle.ts'
import { EvidenceError } from './evidence-error.ts'
import { part } from './part-schema.ts'
import { parseRecord } from './records.ts'

/** Organisations from the root of the alliance to the one that asks. */
export const CHAIN_DEPTH_MAX = 6
/** How the ledger of acts names the type of the message. */
export const ASK_ACT = 'query/Ask'

const id = string({ bytesMin: 1, bytesMax: 128 })
const instant = integer({ min: 0 })
const grant = part({
  roles: array(string({ bytesMin: 1, bytesMax: 64 }), { max: 64 }),
  validFromMs: instant,
  validToMs: nullable(instant),
})
const actSchema = part({ type: id, atMs: instant })
const keySchema = part({
  key: id,
  organisation: id,
  officer: id,
  validFromMs: instant,
  validToMs: nullable(instant),
  end: nullable(part({ atMs: instant, reason: id })),
  compromisedFromMs: nullable(instant),
})
const officerSchema = part({
  organisation: id,
  office: id,
  officer: id,
  grant,
  left: nullable(part({ atMs: instant })),
})
const officeSchema = part({ organisation: id, office: id, grant })
const organisationSchema = part({
  organisation: id,
  parent: nullable(id),
  grant,
  suspensions: array(part({ fromMs: instant, toMs: nullable(instant) }), { max: 64 }),
})
const delegationSchema = part({
  delegationId: id,
  kind: id,
  organisation: id,
  from: id,
  to: id,
  grant,
  givenAtMs: instant,
  endedAtMs: nullable(instant),
})

export type Grant = Infer<typeof grant>
export type OfficerKey = Infer<typeof keySchema>
export type Officer = Infer<typeof officerSchema>
export type Office = Infer<typeof officeSchema>
export type Organisation = Infer<typeof organisationSchema>
export type Delegation = Infer<typeof delegationSchema>

/** Names under which the rows of module `authority` stand that say by which right an officer asked. */
export interface AccreditationIds {
  readonly dispatchId: string
  readonly askedAtMs: number
  /** Public key that signed, as text with its algorithm. */
  readonly key: string
  readonly organisation: string
  readonly officer: string
  readonly office: string
  /** The organisation and those above it, the root last. */
  readonly chain: readonly string[]
  /** Whose rights were used by delegation; null: own rights. */
  readonly delegation: { readonly delegationId: string; readonly from: string; readonly office: string } | null
}

/** The row that says that a key signed the question. */
export function actKey(
  key: string,
  { dispatchId, askedAtMs }: Pick<AccreditationIds, 'dispatchId' | 'askedAtMs'>,
): string {
  return `authority/act/${key}${actSuffix(askedAtMs, dispatchId)}`
}

const actSuffix = (askedAtMs: number, dispatchId: string): string =>
  `/${String(askedAtMs).padStart(16, '0')}/${dispatchId}/${ASK_ACT.replace('/', '.')}`
const keyRow = (key: string): string => `authority/key/${key}`
const officerRow = (organisation: string, officer: string): string => `authority/officer/${organisation}/${officer}`
const officeRow = (organisation: string, office: string): string => `authority/office/${organisation}/${office}`
const organisationRow = (organisation: string): string => `authority/organisation/${organisation}`
const DELEGATION = 'authority/delegation/'

/** Keys of the rows, sorted; the verifier demands exactly these. */
export function accreditationKeys(ids: AccreditationIds): readonly string[] {
  const { key, organisation, officer, office, chain, delegation } = ids
  const keys = [
    actKey(key, ids),
    keyRow(key),
    officerRow(organisation, officer),
    officeRow(organisation, office),
    ...chain.map(organisationRow),
  ]
  if (delegation !== null) {
    const { delegationId, from, office: giverOffice } = delegation
    keys.push(`${DELEGATION}${delegationId}`, officerRow(organisation, from), officeRow(organisation, giverOffice))
  }
  return [...new Set(keys)].sort()
}

export interface Accreditation {
  readonly ids: AccreditationIds
  readonly act: Infer<typeof actSchema>
  readonly key: OfficerKey
  readonly officer: Officer
  readonly office: Office
  /** The organisation and those above it, the root last. */
  readonly organisations: readonly Organisation[]
  readonly delegation: { readonly row: Delegation; readonly giver: Officer; readonly office: Office } | null
  /** The lowest height in whose state a row is proved. */
  readonly height: number
}

const requestSchema = part({ organisation: id, officer: id, askedAtMs: instant })

/**
 * The rows that a bundle holds for the officer whom its request names, found by following the names that they hold. What
 * they are worth is not judged here. @throws EvidenceError RECORD_ABSENT, RECORD_SHAPE
 */
export function readAccreditation(zone: ZoneEvidence, dispatchId: string): Accreditation {
  const requestKey = `query/request/${dispatchId}`
  let height = Infinity
  const read = <T>(schema: Schema<T>, key: string): T => {
    const record = zone.records.find((entry) => entry.key === key)
    if (record === undefined) throw new EvidenceError('RECORD_ABSENT', { key })
    const row = parseRecord(schema, key, record.value)
    if (key !== requestKey) height = Math.min(height, record.height)
    return row
  }
  const { organisation, officer: officerId, askedAtMs } = read(requestSchema, requestKey)
  const found = keyOfAct(zone, actSuffix(askedAtMs, dispatchId))
  const act = read(actSchema, actKey(found, { dispatchId, askedAtMs }))
  const key = read(keySchema, keyRow(found))
  const officer = read(officerSchema, officerRow(organisation, officerId))
  const office = read(officeSchema, officeRow(organisation, officer.office))
  const organisations: Organisation[] = []
  for (let next: string | null = organisation; next !== null && organisations.length < CHAIN_DEPTH_MAX;) {
    const row: Organisation = read(organisationSchema, organisationRow(next))
    organisations.push(row)
    next = row.parent
  }
  const given = zone.records.find((record) => record.key.startsWith(DELEGATION))
  const row = given === undefined ? null : read(delegationSchema, given.key)
  const giver = row === null ? null : read(officerSchema, officerRow(organisation, row.from))
  const delegation =
    row === null || giver === null
      ? null
      : { row, giver, office: read(officeSchema, officeRow(organisation, giver.office)) }
  const ids: AccreditationIds = {
    dispatchId,
    askedAtMs,
    key: found,
    organisation,
    officer: officerId,
    office: officer.office,
    chain: idsOfChain(organisation, organisations),
    delegation:
      delegation === null
        ? null
        : {
            delegationId: given?.key.slice(DELEGATION.length) ?? '',
            from: delegation.row.from,
            office: delegation.giver.office,
          },
  }
  return { ids, act, key, officer, office, organisations, delegation, height }
}

/** The names by which the rows were looked up: what the rows call themselves is for the verifier to compare. */
function idsOfChain(organisation: string, rows: readonly Organisation[]): readonly string[] {
  return [organisation, ...rows.flatMap(({ parent }) => (parent === null ? [] : [parent]))].slice(0, rows.length)
}

function keyOfAct({ records }: ZoneEvidence, suffix: string): string {
  const prefix = 'authority/act/'
  const record = records.find(({ key }) => key.startsWith(prefix) && key.endsWith(suffix))
  if (record === undefined) throw new EvidenceError('RECORD_ABSENT', { key: `${prefix}*${suffix}` })
  return record.key.slice(prefix.length, record.key.length - suffix.length)
}
