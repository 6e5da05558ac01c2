import { CodecError, object, string } from '@xiezhi/codec'
import { encodeCheckTrust } from '@xiezhi/credit-check'
import { CliError } from '../../cli-error.ts'
import { readBytes, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'

const text = string({ bytesMin: 1, bytesMax: 256 })
const cardSchema = object({ authority: text, suite: text, signingKey: text, encryptionKey: text })

export interface TrustOptions {
  readonly card: string
  readonly chain: string
  readonly out: string
  readonly json?: boolean
}

/** Whoever runs this vouches for where the card comes from. @throws CliError JSON_INVALID, FILE_UNREADABLE */
export function writeTrust(options: TrustOptions): number {
  const out = new Output(options)
  const { authority, signingKey } = cardIn(options.card)
  const { chain: chainId, out: file } = options
  const bytes = encodeCheckTrust({ source: options.card, authorities: [{ authority, chainId, keys: [signingKey] }] })
  writeFileWhole(file, bytes)
  out.say('creditTrustWritten', { file, authority, chain: chainId })
  out.document({ file, authority, chainId, key: signingKey })
  return 0
}

function cardIn(file: string): ReturnType<typeof cardSchema.parse> {
  try {
    return cardSchema.parse(JSON.parse(Buffer.from(readBytes(file)).toString('utf8')))
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof CodecError)) throw error
    throw new CliError('JSON_INVALID', 'DATA', { file }, error)
  }
}
