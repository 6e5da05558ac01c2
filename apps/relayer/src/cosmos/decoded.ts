import { SdkError } from '@xiezhi/sdk'

interface Decoder<T> {
  readonly typeUrl: string
  decode(bytes: Uint8Array): T
}

/** Reads a message of a foreign chain; the library's own refusals are plain errors. @throws SdkError ANSWER_MALFORMED */
export function decoded<T>(decoder: Decoder<T>, bytes: Uint8Array): T {
  try {
    return decoder.decode(bytes)
  } catch (error) {
    throw new SdkError('ANSWER_MALFORMED', { expected: decoder.typeUrl }, error)
  }
}
