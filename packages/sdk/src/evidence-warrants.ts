import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { accreditationKeys, actKey, policyKeyOf } from '@xiezhi/evidence'
import type { AccreditationIds } from '@xiezhi/evidence'
import { fields, listOf, numberOf, reading, textOf } from './answer-fields.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

interface Asked {
  readonly organisation: string
  readonly officer: string
  readonly role: string
  readonly askedAtMs: number
}

interface OwnRights {
  readonly office: string
  readonly roles: readonly string[]
  readonly keys: readonly string[]
  readonly delegations: readonly Json[]
}

/** Keys of the rows that say by which right a question was asked. @throws SdkError RECORD_ABSENT */
export async function accreditationKeysOf(asker: ZoneClient, dispatchId: string): Promise<readonly string[]> {
  const request = await recordOf(asker, `query/request/${dispatchId}`)
  const asked = reading('request of a dispatch', () => askedOf(request))
  const { organisation, officer, role, askedAtMs } = asked
  const rights = await rightsOf(asker, organisation, officer)
  const above = await asker.query('authority/organisation', { organisation })
  const chain = reading('accreditation', () =>
    listOf(above).map((row) => textOf(fields(row, 'organisation').organisation)),
  )
  const ids: AccreditationIds = {
    dispatchId,
    askedAtMs,
    key: await keyOfAct(asker, rights.keys, { dispatchId, askedAtMs }),
    organisation,
    officer,
    office: rights.office,
    chain,
    delegation: rights.roles.includes(role) ? null : await delegationOf(asker, rights, asked),
  }
  return accreditationKeys(ids)
}

/** Key of the policy version that an answer names; none where the authority had no policy. @throws SdkError */
export async function policyKeysOf(answerer: ZoneClient, answerKey: string): Promise<readonly string[]> {
  const answer = await recordOf(answerer, answerKey)
  const named = reading('answer of a dispatch', () => {
    const { policyId, policyVersion } = fields(fields(answer, 'result').result, 'policyId', 'policyVersion')
    return policyId === null ? null : { id: textOf(policyId), version: numberOf(policyVersion) }
  })
  if (named === null) return []
  const row = await answerer.query('governance/policy', named)
  if (row === null) throw new SdkError('RECORD_ABSENT', { key: `governance/policy/${named.id}`, ...named })
  const effectiveFromMs = reading('policy', () => numberOf(fields(row, 'effectiveFromMs').effectiveFromMs))
  return [policyKeyOf({ ...named, effectiveFromMs })]
}

async function recordOf(zone: ZoneClient, key: string): Promise<Json> {
  const { value } = await zone.prove(key)
  if (value === null) throw new SdkError('RECORD_ABSENT', { key })
  return reading('record', () => decodeCanonical(value))
}

function askedOf(request: Json): Asked {
  const { organisation, officer, role, askedAtMs } = fields(request, 'organisation', 'officer', 'role', 'askedAtMs')
  return {
    organisation: textOf(organisation),
    officer: textOf(officer),
    role: textOf(role),
    askedAtMs: numberOf(askedAtMs),
  }
}

async function rightsOf(zone: ZoneClient, organisation: string, officer: string): Promise<OwnRights> {
  const answer = await zone.query('authority/officer', { organisation, officer })
  if (answer === null) throw new SdkError('RECORD_ABSENT', { key: `authority/officer/${organisation}/${officer}` })
  return reading('officer', () => {
    const found = fields(answer, 'officer', 'keys', 'delegations')
    const row = fields(found.officer, 'office', 'grant')
    return {
      office: textOf(row.office),
      roles: listOf(fields(row.grant, 'roles').roles).map(textOf),
      keys: listOf(found.keys).map((key) => textOf(fields(key, 'key').key)),
      delegations: listOf(found.delegations),
    }
  })
}

/** The officer may have several keys: the ledger of acts says with which one the question was signed. */
async function keyOfAct(
  zone: ZoneClient,
  keys: readonly string[],
  act: Pick<AccreditationIds, 'dispatchId' | 'askedAtMs'>,
): Promise<string> {
  for (const key of keys) if ((await zone.prove(actKey(key, act))).value !== null) return key
  throw new SdkError('RECORD_ABSENT', { key: actKey('*', act), expected: 'the act of a key of the officer' })
}

async function delegationOf(
  zone: ZoneClient,
  { delegations }: OwnRights,
  { organisation, role, askedAtMs }: Asked,
): Promise<AccreditationIds['delegation']> {
  const usable = reading('delegations', () =>
    delegations
      .map((row) => fields(row, 'delegationId', 'from', 'givenAtMs', 'grant'))
      .find(
        ({ givenAtMs, grant }) =>
          numberOf(givenAtMs) <= askedAtMs && listOf(fields(grant, 'roles').roles).includes(role),
      ),
  )
  if (usable === undefined)
    throw new SdkError('RECORD_ABSENT', { key: 'authority/delegation/*', expected: `a running delegation of ${role}` })
  const [delegationId, from] = reading('delegation', () => [textOf(usable.delegationId), textOf(usable.from)])
  const giver = await rightsOf(zone, organisation, from)
  return { delegationId, from, office: giver.office }
}
