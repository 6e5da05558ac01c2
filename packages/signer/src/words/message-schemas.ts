import { zoneModules } from '@xiezhi/chain'
import type { AnyMessage } from '@xiezhi/kernel'

let known: ReadonlyMap<string, AnyMessage> | undefined

/** Every message that a zone of either kind takes. */
export function messagesByType(): ReadonlyMap<string, AnyMessage> {
  known ??= new Map(
    [...zoneModules('court'), ...zoneModules('justice'), ...zoneModules('institution')]
      .flatMap(({ messages }) => messages)
      .map((message) => [message.type, message]),
  )
  return known
}
