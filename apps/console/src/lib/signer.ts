import { useMutation, useQuery } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type { CallOptions, OutboxRow, Preview, RouteName } from '@xiezhi/gateway-api'
import { useRef } from 'react'
import { client, newIdempotencyKey } from './client.ts'
import { useSession } from './session.tsx'

/** An act as its route takes it. */
export interface ActRequest {
  readonly route: RouteName
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
}

interface ActSender {
  call(name: RouteName, input: Omit<ActRequest, 'route'>, options: CallOptions): Promise<OutboxRow>
}

/** The words that will be signed. Asked anew each time: a ledger may have moved on. */
export function usePreview({ route, params, body }: ActRequest): UseQueryResult<Preview> {
  return useQuery({
    queryKey: ['previewAct', route, params, body],
    queryFn: () => client.call('previewAct', { body: { act: route, params: { ...params }, body } }),
    gcTime: 0,
    staleTime: Infinity,
  })
}

/** Unlocks the officer's key where it is locked, then sends the act. A repetition goes under the same key, so it is done once. */
export function useSign({ route, params, body }: ActRequest): UseMutationResult<OutboxRow, Error, string | null> {
  const { refresh } = useSession()
  const idempotencyKey = useRef(newIdempotencyKey())
  return useMutation({
    mutationFn: async (passphrase) => {
      if (passphrase !== null) {
        await client.call('unlockSigner', { body: { passphrase } })
        await refresh()
      }
      // The route is one of the acts: all of them answer with their row in the outbox.
      const sender = client as unknown as ActSender
      return sender.call(route, { params, body }, { idempotencyKey: idempotencyKey.current })
    },
  })
}
