import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import { client } from '../../../lib/client.ts'

type Saved = RouteInput<Routes['enterProperty']> | RouteInput<Routes['estimateProperty']>

/** Property that was found by another way, or its worth: kept in the vault, nothing of it is signed. */
export function useKeepProperty(onDone: () => void): UseMutationResult<unknown, unknown, Saved> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (saved: Saved): Promise<unknown> =>
      'propertyId' in saved.params
        ? client.call('estimateProperty', saved as RouteInput<Routes['estimateProperty']>)
        : client.call('enterProperty', saved as RouteInput<Routes['enterProperty']>),
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: ['getEnforcement'] })
      await queries.invalidateQueries({ queryKey: ['planControl'] })
    },
  })
}
