import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Authority } from '../context.ts'
import { VaultError } from '../vault-error.ts'
import {
  certificateDigest,
  certificateText,
  parseCertificate,
  signCertificate,
  verifyCertificate,
} from './certificate.ts'
import type { ErasureCertificate } from './certificate.ts'

export interface NewErasure {
  readonly subject: string
  readonly reason: string
  readonly legalBasis: string
  readonly erasedAtMs: number
}

/**
 * The certificates of an authority, one a line, each naming the digest of the one before. It lies apart from the database
 * and is never restored from a backup of it: an erasure is an erasure from the moment in which its line is on disk.
 */
export class ErasureList {
  readonly #path: string
  readonly #suiteId: SuiteId
  readonly #authority: Authority

  constructor(path: string, suiteId: SuiteId, authority: Authority) {
    this.#path = path
    this.#suiteId = suiteId
    this.#authority = authority
  }

  /** @throws VaultError ERASURE_LIST_DAMAGED: a line that is none, not ours, or out of order */
  read(): readonly ErasureCertificate[] {
    if (!existsSync(this.#path)) return []
    const text = readFileSync(this.#path, 'utf8')
    // A line that was cut off by a crash was never acknowledged.
    const lines = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .slice(0, -1)
    const list: ErasureCertificate[] = []
    for (const [at, line] of lines.entries()) {
      const certificate = parseCertificate(line)
      if (certificate === undefined || !this.#follows(list, certificate)) {
        throw new VaultError('ERASURE_LIST_DAMAGED', { line: at + 1 })
      }
      list.push(certificate)
    }
    return list
  }

  /** The certificate of a subject; a new one is on disk when this returns. */
  append(about: NewErasure): ErasureCertificate {
    const [certificate] = this.appendAll([about])
    if (certificate === undefined) throw new VaultError('ERASURE_LIST_DAMAGED', { line: 0 })
    return certificate
  }

  /** Certificates of several subjects, in their order; new ones are on disk when this returns. */
  appendAll(abouts: readonly NewErasure[]): readonly ErasureCertificate[] {
    const list = [...this.read()]
    const known = new Map(list.map((certificate) => [certificate.statement.subject, certificate]))
    const lines: string[] = []
    const certificates = abouts.map((about) => {
      const before = known.get(about.subject)
      if (before !== undefined) return before
      const certificate = signCertificate(this.#authority, {
        n: list.length + 1,
        ...about,
        previous: this.#digestOf(list),
      })
      list.push(certificate)
      known.set(about.subject, certificate)
      lines.push(`${certificateText(certificate)}\n`)
      return certificate
    })
    if (lines.length > 0) this.#write(lines.join(''))
    return certificates
  }

  #write(lines: string): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const file = openSync(this.#path, 'a', 0o600)
    try {
      ftruncateSync(file, wholeLinesBytes(this.#path))
      writeSync(file, lines)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  #follows(list: readonly ErasureCertificate[], certificate: ErasureCertificate): boolean {
    const { n, previous, authority } = certificate.statement
    const { signer, formerKeys = [] } = this.#authority
    const keys = [{ algorithm: signer.algorithm, bytes: signer.publicKey }, ...formerKeys]
    return (
      n === list.length + 1 &&
      authority === this.#authority.id &&
      previous === this.#digestOf(list) &&
      keys.some((key) => verifyCertificate(nodeCrypto, key, certificate))
    )
  }

  #digestOf(list: readonly ErasureCertificate[]): string {
    const last = list.at(-1)
    return last === undefined ? '' : certificateDigest(suite(nodeCrypto, this.#suiteId), last)
  }
}

const LINE_FEED = 0x0a

/** Length without a last line that a crash cut off. */
function wholeLinesBytes(path: string): number {
  return readFileSync(path).lastIndexOf(LINE_FEED) + 1
}
