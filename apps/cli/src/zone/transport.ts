import type { Transport } from '@xiezhi/sdk'
import { WebSocket } from 'ws'

/** The SDK's transport on Node. */
export const nodeTransport: Transport = {
  open: (url) => new WebSocket(url) as never,
  timer: {
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  },
}
