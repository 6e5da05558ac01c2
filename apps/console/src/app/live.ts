import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { routes } from '@xiezhi/gateway-api'
import { useEffect, useState } from 'react'

/**
 * Answers that no event of a ledger changes. Words that are shown for a signature stay as they are: what stands on the
 * screen is what is signed, and once it is signed the same act can no longer be shown.
 */
const FIXED = new Set<unknown>([
  'previewAct',
  'listLawFunctions',
  'getLawFunction',
  'listLawParameters',
  'getSession',
  'getOperationsHistory',
  'getTrust',
])
/** Events of one block come together; one round of questions is enough for them. */
const GATHER_MS = 200

function refresh(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey }) => !FIXED.has(queryKey[0]) })
}

/**
 * Follows the gateway's events and has the answers on the page asked anew. Only what is on the screen is asked; the rest is
 * marked as old. After a lost connection everything is, for what happened meanwhile is not told again.
 *
 * @returns whether the connection stands
 */
export function useLive(isSignedIn: boolean): boolean {
  const queries = useQueryClient()
  const [isLive, setLive] = useState(true)
  useEffect(() => {
    if (!isSignedIn) return undefined
    let timer: number | undefined
    let wasLost = false
    const later = (): void => {
      timer ??= window.setTimeout(() => {
        timer = undefined
        void refresh(queries)
      }, GATHER_MS)
    }
    const events = new EventSource(routes.live.path)
    events.onopen = () => {
      setLive(true)
      if (wasLost) later()
      wasLost = false
    }
    events.onmessage = later
    events.onerror = () => {
      wasLost = true
      setLive(false)
    }
    return () => {
      window.clearTimeout(timer)
      events.close()
    }
  }, [isSignedIn, queries])
  return isLive
}
