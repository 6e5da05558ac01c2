import { base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { fields, numberOf, reading, textOf } from './answer-fields.ts'
import type { JsonRpc } from './json-rpc.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClock } from './zone-answers.ts'

/** The clock of an embedded host and the alarm for which it makes no block. @throws SdkError RPC_ERROR where the node has no such method */
export async function readClock(rpc: JsonRpc): Promise<ZoneClock> {
  const answer = await rpc.call('clock_alarm')
  return reading('clock', () => {
    const { alarm, wall_ms, last_stamp_ms } = fields(answer, 'alarm', 'wall_ms', 'last_stamp_ms')
    return { wallMs: numberOf(wall_ms), lastStampMs: numberOf(last_stamp_ms), alarm: alarmOf(alarm) }
  })
}

function alarmOf(alarm: Json): ZoneClock['alarm'] {
  if (alarm === null) return null
  const { number, kind, wallMs, expectedMs, lastStampMs } = fields(
    alarm,
    'number',
    'kind',
    'wallMs',
    'expectedMs',
    'lastStampMs',
  )
  return {
    number: numberOf(number),
    kind: textOf(kind),
    wallMs: numberOf(wallMs),
    expectedMs: numberOf(expectedMs),
    lastStampMs: numberOf(lastStampMs),
  }
}

/** @throws SdkError CONFIRMATION_REFUSED with codespace, code, name and facts */
export async function confirmClock(rpc: JsonRpc, signed: Uint8Array): Promise<void> {
  const answer = await rpc.call('confirm_clock', { confirmation: base64Encode(signed) })
  reading('answer to a confirmation', () => {
    const { confirmed } = fields(answer, 'confirmed')
    if (confirmed === true) return
    const { codespace, code, name, facts } = fields(answer, 'codespace', 'code', 'name', 'facts')
    throw new SdkError('CONFIRMATION_REFUSED', { codespace, code, name, facts })
  })
}
