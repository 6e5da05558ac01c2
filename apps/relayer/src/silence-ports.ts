/** A port whose asker takes the proof that no answer had come by a deadline. */
export interface SilencePort {
  /** Of the packets that have a deadline. */
  readonly kind: string
  /** Names the dispatch: in the packet, in the query, in the message. */
  readonly idField: string
  /** Tells of a dispatch. */
  readonly query: string
  /** Proves the silence. */
  readonly message: string
}

export const SILENCE_PORTS: ReadonlyMap<string, SilencePort> = new Map([
  ['xz.query.v1', { kind: 'ask', idField: 'dispatchId', query: 'query/dispatch', message: 'query/ProveSilence' }],
  ['xz.order.v1', { kind: 'order', idField: 'orderId', query: 'order/order', message: 'order/ProveSilence' }],
])
