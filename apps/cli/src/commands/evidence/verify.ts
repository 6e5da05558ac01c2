import { nodeCrypto } from '@xiezhi/crypto/node'
import { verifyBundle } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { readBytes } from '../../config/home.ts'
import { trustPath, verdictExit, verdictText } from './verdict-output.ts'
import type { VerifyOptions } from './verdict-output.ts'

/** Judges a bundle with nothing but the two files. @throws CliError FILE_UNREADABLE */
export function verify(file: string, options: VerifyOptions): number {
  const result = verifyBundle(nodeCrypto, readBytes(file), readBytes(trustPath(options.trust)), () => judgeTimestamp)
  process.stdout.write(verdictText(result, options, () => reportLines))
  return verdictExit(result)
}
