import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AdapterError } from './adapter-error.ts'

const DAYS = '30'

/** Files in PEM. */
export interface CertificateFiles {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** Whether openssl is there to make certificates with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * An authority for demonstrations and tests, with certificates for the given names, each valid on the loopback interface for a
 * month. Its key is thrown away: it can issue no more.
 */
export function makeSampleCertificates(
  folder: string,
  names: readonly string[],
): Readonly<Record<string, CertificateFiles>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = (name: string): string => join(folder, name)
  const authorityKey = at('ca.key')
  try {
    openssl([
      'req',
      '-x509',
      ...newKey(authorityKey),
      '-days',
      DAYS,
      '-subj',
      '/CN=Sample authority',
      '-out',
      at('ca.pem'),
    ])
    const files = Object.fromEntries(names.map((name) => [name, issue(folder, name)]))
    return files
  } finally {
    rmSync(authorityKey, { force: true })
    rmSync(at('ca.srl'), { force: true })
  }
}

function issue(folder: string, name: string): CertificateFiles {
  const at = (ending: string): string => join(folder, `${name}.${ending}`)
  const ca = join(folder, 'ca.pem')
  openssl(['req', '-new', ...newKey(at('key')), '-subj', `/CN=${name}`, '-out', at('csr')])
  writeFileSync(at('ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n')
  openssl([
    'x509',
    '-req',
    '-in',
    at('csr'),
    '-CA',
    ca,
    '-CAkey',
    join(folder, 'ca.key'),
    '-CAcreateserial',
    '-days',
    DAYS,
    '-extfile',
    at('ext'),
    '-out',
    at('pem'),
  ])
  for (const ending of ['csr', 'ext']) rmSync(at(ending))
  chmodSync(at('key'), 0o600)
  return { ca, cert: at('pem'), key: at('key') }
}

function newKey(file: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file]
}

function openssl(args: readonly string[]): void {
  try {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    throw new AdapterError('CERTIFICATE_TOOL', { command: args[0] ?? '' }, error)
  }
}
