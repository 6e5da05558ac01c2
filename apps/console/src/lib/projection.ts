import type { ProjectionState } from '@xiezhi/gateway-api'
import { useSyncExternalStore } from 'react'

/** Until an answer says otherwise. */
let latest: ProjectionState = { phase: 'CURRENT', height: null, zoneHeight: 0 }
const listeners = new Set<() => void>()

/** What an answer says of the rows that it came from. */
export function noteProjection(state: ProjectionState): void {
  const { phase, height, zoneHeight } = latest
  if (state.phase === phase && (phase === 'CURRENT' || (state.height === height && state.zoneHeight === zoneHeight)))
    return
  latest = state
  for (const listener of listeners) listener()
}

export function useProjection(): ProjectionState {
  return useSyncExternalStore(subscribe, () => latest)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
