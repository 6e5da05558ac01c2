import { decodeCanonical } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { recordKeys } from '@xiezhi/evidence'
import type { Bundle, Profile, ProvedRecord, ZoneEvidence } from '@xiezhi/evidence'
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
  const { sequence } = decodeCanonical(value) as { sequence: number }
  const keys = recordKeys(profile, { dispatchId, askerClient, answererClient, sequence })
  const [askerZone, answererZone] = await Promise.all([
    collectZone(asker, askerClient, keys.asker),
    collectZone(answerer, answererClient, keys.answerer),
  ])
  return { profile, about: { kind: 'lawyer-verdict', dispatchId }, asker: askerZone, answerer: answererZone }
}

async function collectZone(client: ZoneClient, clientId: string, keys: readonly string[]): Promise<ZoneEvidence> {
  // One height for all: one header carries every record.
  const { height } = await client.prove(keys[0] ?? '')
  const records = await Promise.all(
    keys.map(async (key): Promise<ProvedRecord> => {
      const { value, proof, key: keyBytes } = await client.prove(key, height)
      if (value === null) throw new SdkError('RECORD_ABSENT', { key })
      return { key, keyBytes, height, value, proof }
    }),
  )
  const block = await headerAfter(client, height)
  return { chainId: block.header.chainId, clientId, lightBlocks: [block], records }
}

/** Most looks for a header that the zone makes right after a change of its state. */
const HEADER_LOOKS_MAX = 1_000

async function headerAfter(client: ZoneClient, height: number): Promise<LightBlock> {
  for (let look = 0; look < HEADER_LOOKS_MAX; look++) {
    const { height: latest } = await client.status()
    if (latest > height) return client.lightBlock(height + 1)
  }
  throw new SdkError('BLOCK_UNAVAILABLE', { height: height + 1 })
}
