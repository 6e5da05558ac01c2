import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ImportReport } from '@xiezhi/gateway-api'
import { client } from '../../../lib/client.ts'

export interface ImportRequest {
  readonly csv: string
  readonly instrumentDigest: string
}

/** Has each row checked; nothing is recorded by it. */
export function useCheckImport(): UseMutationResult<ImportReport, Error, ImportRequest> {
  return useMutation({ mutationFn: (body) => client.call('checkImport', { body }) })
}
