import {
  base64Decode,
  base64Encode,
  bytesEqual,
  CodecError,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  integer,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Crypto, KeyText, Signer as KeySigner } from '@xiezhi/crypto'
import { keyTextOf } from '@xiezhi/kernel'
import type { Signer } from '@xiezhi/kernel'
import type { ClockGuard } from './clock-guard.ts'
import { clockAlarmSchema } from './clock-journal.ts'
import type { ClockAlarm } from './clock-journal.ts'
import { HostError } from './host-error.ts'

/** Signed bytes begin with it: the signature is good for nothing else. */
export const CLOCK_CONFIRMATION_PURPOSE = 'xiezhi/clock-confirmation/v1'
/** The officer's clock and the host's may differ by this much, the way of the confirmation included. */
export const CONFIRMATION_DRIFT_MAX_MS = 30_000
export const CONFIRMATION_BYTES_MAX = 4_096

const name = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })

const bodySchema = object({
  version: integer({ min: 1, max: 1 }),
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** The facts of the one alarm that it ends. */
  alarm: clockAlarmSchema,
  organisation: name,
  officer: name,
  key: string({ bytesMin: 1, bytesMax: 96 }),
  /** What the officer's own clock shows. */
  confirmedAtMs: integer({ min: 0 }),
})
export type ClockConfirmation = Infer<typeof bodySchema>

const signedSchema = object({ body: bodySchema, signature: string({ bytesMin: 88, bytesMax: 88 }) })

function signBytes(body: ClockConfirmation): Uint8Array {
  return concatBytes(utf8Encode(`${CLOCK_CONFIRMATION_PURPOSE}\0${body.chainId}\0`), encodeCanonical(body))
}

/** The signed confirmation of an officer: what `confirm_clock` takes. */
export function signClockConfirmation(
  officer: { readonly organisation: string; readonly officer: string; readonly signer: KeySigner },
  facts: { readonly chainId: string; readonly alarm: ClockAlarm; readonly confirmedAtMs: number },
): Uint8Array {
  const { organisation, officer: id, signer } = officer
  const body = { version: 1, ...facts, organisation, officer: id, key: keyTextOf(signer) }
  return encodeCanonical({ body: body as Json, signature: base64Encode(signer.sign(signBytes(body))) })
}

/**
 * Who confirms, if the confirmation is for the alarm that stands and its signature holds. Whether the officer may is not
 * judged here. @throws HostError HOST_CONFIRMATION_…, HOST_ALARM_ABSENT
 */
export function readClockConfirmation(crypto: Crypto, guard: ClockGuard, chainId: string, signed: Uint8Array): Signer {
  const { body, signature } = decoded(signed)
  if (body.chainId !== chainId)
    throw new HostError('HOST_CONFIRMATION_OTHER_CHAIN', { expected: chainId, seen: body.chainId })
  mustVerify(crypto, body, signature)
  mustBeForAlarm(guard, body.alarm)
  const wallMs = guard.shownMs()
  if (Math.abs(body.confirmedAtMs - wallMs) > CONFIRMATION_DRIFT_MAX_MS)
    throw new HostError('HOST_CONFIRMATION_OTHER_INSTANT', {
      hostMs: wallMs,
      officerMs: body.confirmedAtMs,
      driftMaxMs: CONFIRMATION_DRIFT_MAX_MS,
    })
  const { organisation, officer, key } = body
  return { organisation, officer, key: key as KeyText }
}

function decoded(signed: Uint8Array): Infer<typeof signedSchema> {
  try {
    return signedSchema.parse(decodeCanonical(signed, { bytesMax: CONFIRMATION_BYTES_MAX }))
  } catch (error) {
    if (error instanceof CodecError) throw new HostError('HOST_CONFIRMATION_MALFORMED', { reason: error.code }, error)
    throw error
  }
}

function mustVerify(crypto: Crypto, body: ClockConfirmation, signature: string): void {
  if (!isSigned(crypto, body, signature))
    throw new HostError('HOST_CONFIRMATION_SIGNATURE', { organisation: body.organisation, officer: body.officer })
}

function isSigned(crypto: Crypto, body: ClockConfirmation, signature: string): boolean {
  try {
    const { algorithm, bytes: publicKey } = parseKey(body.key)
    const check = { algorithm, publicKey, message: signBytes(body), signature: base64Decode(signature) }
    return crypto.verifyMany([check])[0] === true
  } catch (error) {
    if (error instanceof CodecError || error instanceof CryptoError) return false
    throw error
  }
}

function mustBeForAlarm({ alarm, confirmations }: ClockGuard, confirmed: ClockAlarm): void {
  if (alarm !== undefined && isSame(alarm, confirmed)) return
  if (confirmations.some((kept) => isSame(kept.alarm, confirmed)))
    throw new HostError('HOST_CONFIRMATION_REPLAYED', { alarm: confirmed.number })
  if (alarm === undefined) throw new HostError('HOST_ALARM_ABSENT', { seen: confirmed.number })
  throw new HostError('HOST_CONFIRMATION_OTHER_ALARM', { expected: alarm.number, seen: confirmed.number })
}

function isSame(a: ClockAlarm, b: ClockAlarm): boolean {
  return bytesEqual(encodeCanonical(a), encodeCanonical(b))
}
