import { existsSync, readFileSync } from 'node:fs'
import { scenarioOffset, SdkError } from '@xiezhi/sdk'
import { RelayerError } from './relayer-error.ts'

/** The time that orders state: the machine's clock, in a demonstration with the offset of its scenario clock. @throws RelayerError CONFIG_INVALID */
export function nowMs(scenarioClock?: string): number {
  if (scenarioClock === undefined || !existsSync(scenarioClock)) return Date.now()
  try {
    return Date.now() + scenarioOffset(readFileSync(scenarioClock, 'utf8'))
  } catch (error) {
    if (error instanceof SdkError)
      throw new RelayerError('CONFIG_INVALID', { file: scenarioClock, expected: 'a scenario clock' }, error)
    throw error
  }
}
