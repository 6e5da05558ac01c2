import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import type { AccountLock } from '@xiezhi/gateway-api'
import { client, routeKey } from '../../../lib/client.ts'

/** A reason: the first person proposes. Null: the second agrees. */
type Unlock = Pick<AccountLock, 'id'> & { readonly reason: string | null }

export function useUnlock(onDone: () => void): UseMutationResult<AccountLock, unknown, Unlock> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: Unlock) => {
      const params = { lockId: id }
      return reason === null
        ? client.call('approveUnlock', { params })
        : client.call('proposeUnlock', { params, body: { reason } })
    },
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: routeKey('listAccountLocks') })
      await queries.invalidateQueries({ queryKey: routeKey('listAlarms') })
    },
  })
}
