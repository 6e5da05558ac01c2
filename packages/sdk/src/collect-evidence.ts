import { decodeCanonical } from '@xiezhi/codec'
import { recordKeys } from '@xiezhi/evidence'
import type { Bundle, Profile, ProvedRecord, ZoneEvidence } from '@xiezhi/evidence'
import { fields, numberOf, reading } from './answer-fields.ts'
import { accreditationKeysOf, policyKeysOf } from './evidence-warrants.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

export interface EvidenceRequest {
  readonly dispatchId: string
  readonly profile: Profile
  /** Client of the answering zone on the asker's, and of the asker's on the answering zone. */
  readonly askerClient: string
  readonly answererClient: string
}

/**
 * Reads the records of a dispatch from both zones with their proofs and the headers that carry them. What comes back is
 * what the zones said: `verifyBundle` judges it.
 * @throws SdkError RECORD_ABSENT where a zone has no such record (yet)
 */
export async function collectEvidence(
  asker: ZoneClient,
  answerer: ZoneClient,
  request: EvidenceRequest,
): Promise<Bundle> {
  const { dispatchId, profile, askerClient, answererClient } = request
  const { value } = await asker.prove(`query/summary/${dispatchId}`)
  if (value === null)
    throw new SdkError('RECORD_ABSENT', { key: `query/summary/${dispatchId}`, expected: 'an answered dispatch' })
  const sequence = sequenceOf(value)
  const keys = recordKeys(profile, { dispatchId, askerClient, answererClient, sequence })
  // Only a court learns who asked, and what the policy was asked about.
  const [accreditation, policy] =
    profile === 'court'
      ? await Promise.all([
          accreditationKeysOf(asker, dispatchId),
          policyKeysOf(answerer, `query/answer/${answererClient}/${dispatchId}`),
        ])
      : [[], []]
  const [askerZone, answererZone] = await Promise.all([
    collectZone(asker, askerClient, [...keys.asker, ...accreditation].sort()),
    collectZone(answerer, answererClient, [...keys.answerer, ...policy].sort()),
  ])
  return {
    version: 2,
    profile,
    about: { kind: 'lawyer-verdict', dispatchId },
    asker: askerZone,
    answerer: answererZone,
    timestamps: [],
  }
}

async function collectZone(client: ZoneClient, clientId: string, keys: readonly string[]): Promise<ZoneEvidence> {
  // One height for all: one header carries every record.
  const { height, entries, block } = await client.proveMany(keys)
  const records = entries.map(({ value, proof, key: keyBytes }, at): ProvedRecord => {
    const key = keys[at] ?? ''
    if (value === null) throw new SdkError('RECORD_ABSENT', { key })
    return { key, keyBytes, height, value, proof }
  })
  return { chainId: block.header.chainId, clientId, lightBlocks: [block], records }
}

/** @throws SdkError ANSWER_MALFORMED */
function sequenceOf(summary: Uint8Array): number {
  return reading('summary of a dispatch', () => numberOf(fields(decodeCanonical(summary), 'sequence').sequence))
}
