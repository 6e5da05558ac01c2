import type { Transport } from '@xiezhi/sdk'
import { WebSocket } from 'ws'

const PAYLOAD_BYTES_MAX = 64 * 1024 * 1024

/** The SDK's transport on Node. */
export const nodeTransport: Transport = {
  open: (url) => new WebSocket(url, { maxPayload: PAYLOAD_BYTES_MAX }) as never,
  timer: {
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  },
}
