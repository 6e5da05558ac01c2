import type { RecordEvidence, RecordResult, VerificationResult } from '@xiezhi/verifier'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { client } from './client.ts'
import { unreachable } from './problem.ts'
import { useTrustChoice } from './trust.tsx'

/** Whose anchors a check was held against. */
export type TrustOrigin = { readonly kind: 'gateway' } | { readonly kind: 'person'; readonly fileName: string }

export interface Checked<R> {
  readonly result: R
  readonly origin: TrustOrigin
}

/** Anchors to check against: the file of the person, else what the gateway serves, which the page then says. */
async function trustBytes(chosen: Uint8Array | null): Promise<Uint8Array> {
  if (chosen !== null) return chosen
  const { file } = await client.call('getTrust')
  return new TextEncoder().encode(file)
}

/** The bytes of an evidence bundle as they are on the wire: JSON that is read and written again is another file. */
async function bundleBytes(id: string, profile: 'court' | 'opposing' | 'public'): Promise<Uint8Array> {
  const answer = await fetch(client.url('getBundle', { params: { id }, query: { profile } }))
  if (!answer.ok) throw unreachable()
  return new Uint8Array(await answer.arrayBuffer())
}

/** The verifier is loaded where it is used: most pages check nothing. */
async function verifier(): Promise<typeof import('./verifier.ts')> {
  return import('./verifier.ts')
}

/** Checks a record in this browser. */
export function useRecordCheck(record: RecordEvidence): UseQueryResult<Checked<RecordResult>> {
  const { chosen } = useTrustChoice()
  return useQuery({
    queryKey: ['recordCheck', record.chainId, record.key, record.height, chosen],
    queryFn: async () => {
      const [trust, { checkRecord }] = await Promise.all([trustBytes(chosen?.bytes ?? null), verifier()])
      return { result: checkRecord(record, trust), origin: originOf(chosen) }
    },
    staleTime: Infinity,
  })
}

/** Fetches the evidence of a verification and checks it in this browser. */
export function useBundleCheck(id: string, isReady: boolean): UseQueryResult<Checked<VerificationResult>> {
  const { chosen } = useTrustChoice()
  return useQuery({
    queryKey: ['bundleCheck', id, chosen],
    queryFn: async () => {
      const [bundle, trust, { checkBundle }] = await Promise.all([
        bundleBytes(id, 'court'),
        trustBytes(chosen?.bytes ?? null),
        verifier(),
      ])
      return { result: checkBundle(bundle, trust), origin: originOf(chosen) }
    },
    enabled: isReady,
    staleTime: Infinity,
  })
}

function originOf(chosen: { readonly fileName: string } | null): TrustOrigin {
  return chosen === null ? { kind: 'gateway' } : { kind: 'person', fileName: chosen.fileName }
}
