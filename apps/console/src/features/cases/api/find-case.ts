import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { client } from '../../../lib/client.ts'

/** Looks for a case by its number, which travels in the body and stands in no address. */
export function useFindCase(onFound: (caseId: string) => void): UseMutationResult<string | null, Error, string> {
  return useMutation({
    mutationFn: async (caseNumber) => (await client.call('findCase', { body: { caseNumber } })).caseId,
    onSuccess: (caseId) => {
      if (caseId !== null) onFound(caseId)
    },
  })
}
