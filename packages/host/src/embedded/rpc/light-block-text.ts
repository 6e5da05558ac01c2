import { encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { base64Encode } from '../../native-base64.ts'

/** `tendermint.types.LightBlock` in base64. */
export function lightBlockText(block: LightBlock): string {
  return base64Encode(encodeLightBlock(block))
}
