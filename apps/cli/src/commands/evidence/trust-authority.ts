import { X509Certificate } from 'node:crypto'
import { base64Encode } from '@xiezhi/codec'
import { encodeTrustFile, EvidenceError, parseTrustFile } from '@xiezhi/evidence'
import { readCertificate } from '@xiezhi/evidence/timestamp'
import { CliError } from '../../cli-error.ts'
import { readBytes, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { reading } from './timestamp.ts'
import { trustPath } from './verdict-output.ts'

export interface TrustAuthorityOptions {
  readonly trust: string
  readonly name: string
  readonly out: string
  readonly json?: boolean
}

/** Adds the certificate of a time-stamping authority to the anchors. Whoever does this vouches for where it comes from. */
export function trustAuthority(file: string, options: TrustAuthorityOptions): number {
  const out = new Output(options)
  const trust = reading(options.trust, () => parseTrustFile(readBytes(trustPath(options.trust))))
  const certificate = certificateOf(file)
  const digest = new X509Certificate(certificate).fingerprint256
  const { name } = options
  const timestampAuthorities = [...trust.timestampAuthorities, { name, certificate: base64Encode(certificate) }]
  const bytes = encodeTrustFile({ ...trust, timestampAuthorities })
  reading(options.out, () => parseTrustFile(bytes))
  writeFileWhole(options.out, bytes)
  out.say('authorityTrusted', { file: options.out, name, digest })
  out.document({ file: options.out, name, digest })
  return 0
}

/** DER of a PEM or DER file, if its one purpose is to sign time stamps. @throws CliError CERTIFICATE_UNFIT */
function certificateOf(file: string): Uint8Array {
  const bytes = readBytes(file)
  const unfit = (reason: string, cause?: unknown): CliError =>
    new CliError('CERTIFICATE_UNFIT', 'DATA', { file, reason }, cause)
  let der: Uint8Array
  try {
    der = new Uint8Array(new X509Certificate(bytes).raw)
  } catch (error) {
    throw unfit('X.509', error)
  }
  try {
    const { isForTimestamps, key } = readCertificate(der)
    if (!isForTimestamps) throw unfit('extendedKeyUsage')
    if (key.kind === 'other') throw unfit('P-256, RSA')
    return der
  } catch (error) {
    if (error instanceof EvidenceError) throw unfit(error.code, error)
    throw error
  }
}
