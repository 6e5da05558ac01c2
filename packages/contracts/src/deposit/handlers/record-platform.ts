import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { recordPlatformSchema } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import { platforms } from '../state.ts'
import { requireDistinct } from './require-deposit.ts'

/** Records what is known of a platform: its filing and the standards it meets (在线诉讼规则 17 (1), (3)). */
export function recordPlatform(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/RecordPlatform',
    schema: recordPlatformSchema,
    subject: ({ platformId }) => platformId,
    check(ctx, { standards }) {
      ports.requireRole(ctx, 'COURT_TECH')
      requireDistinct('standards', standards)
    },
    execute(ctx, message) {
      platforms(ctx.store).set(message.platformId, { ...message, recordedAtMs: ctx.block.decidedAtMs })
      const { platformId, filingNumber } = message
      ctx.emit({ type: 'PlatformRecorded', data: { platformId, filed: filingNumber !== null } })
      return { platformId }
    },
  })
}
