import type { AnyMessage } from '@xiezhi/kernel'

export interface AuthorityPorts {
  /** The definition of a message type of this application: what an approved proposal runs. */
  messageOf(type: string): AnyMessage | undefined
}
