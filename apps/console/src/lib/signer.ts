import { useMutation, useQuery } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { ACT_WAIT_SECONDS } from '@xiezhi/gateway-api'
import type { CallOptions, OutboxRow, Preview, RouteName } from '@xiezhi/gateway-api'
import { useRef } from 'react'
import { client, newIdempotencyKey } from './client.ts'
import { useSession } from './session.ts'

/** An act as its route takes it. */
export interface ActRequest {
  readonly route: RouteName
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
}

interface ActSender {
  call(name: RouteName, input: Omit<ActRequest, 'route'>, options: CallOptions): Promise<OutboxRow>
}

/** The words that will be signed. Asked anew for each dialog, for a ledger may have moved on, and not while it is open. */
export function usePreview(act: ActRequest): UseQueryResult<Preview> {
  const { route, params, body } = act
  return useQuery({
    queryKey: previewKey(act),
    queryFn: () => client.call('previewAct', { body: { act: route, params: { ...params }, body } }),
    gcTime: 0,
    staleTime: Infinity,
  })
}

function previewKey({ route, params, body }: ActRequest): readonly unknown[] {
  return ['previewAct', route, params, body]
}

interface Signing {
  /** Null: the key is unlocked already. */
  readonly passphrase: string | null
  /** Names the words that were shown; nothing else is signed. */
  readonly shownId: string
}

/** Unlocks the officer's key where it is locked, then sends the act. A repetition goes under the same key, so it is done once. */
export function useSign({ route, params, body }: ActRequest): UseMutationResult<OutboxRow, Error, Signing> {
  const { refresh } = useSession()
  const idempotencyKey = useRef(newIdempotencyKey())
  return useMutation({
    mutationFn: async ({ passphrase, shownId }) => {
      if (passphrase !== null) {
        await client.call('unlockSigner', { body: { passphrase } })
        await refresh()
      }
      // The route is one of the acts: all of them answer with their row in the outbox.
      const sender = client as unknown as ActSender
      const options = { idempotencyKey: idempotencyKey.current, shownId, waitSeconds: ACT_WAIT_SECONDS }
      return sender.call(route, { params, body }, options)
    },
  })
}
