import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { VaultError } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { ENVELOPE_BYTES_MAX } from './envelope.ts'
import type { AnnexExchange } from './exchange.ts'

const FILE = /^[0-9a-f]{64}\.(annex|pull)$/
const AUTHORITY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * Carries through folders where no network goes: `<out>/<authority>/<sha256>.annex` and `.pull`, each whole or not there.
 * A one-way exchange takes the files across; what comes back is another file.
 */
export class DropCarrier implements AnnexCarrier {
  readonly #out: string

  constructor(out: string) {
    this.#out = out
  }

  push(recipient: string, envelope: Uint8Array): Promise<'carried'> {
    this.#lay(recipient, 'annex', envelope)
    return Promise.resolve('carried')
  }

  pull(sender: string, request: Uint8Array): Promise<undefined> {
    this.#lay(sender, 'pull', request)
    return Promise.resolve(undefined)
  }

  #lay(authority: string, kind: 'annex' | 'pull', bytes: Uint8Array): void {
    if (!AUTHORITY.test(authority)) throw new VaultError('CARRIER_FAILED', { status: 'authority id' })
    const folder = join(this.#out, authority)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.${kind}`)
    const file = openSync(`${path}.part`, 'w', 0o600)
    try {
      writeSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(`${path}.part`, path)
  }
}

export interface DropReport {
  readonly received: number
  readonly answered: number
  /** Files that were refused, with their codes; each is removed, for none becomes right by waiting, but those not expected yet. */
  readonly refused: readonly { readonly file: string; readonly code: string }[]
}

/** Takes in what lies in the folder for this authority; pulls are answered through the carrier. */
export async function readDrop(exchange: AnnexExchange, carrier: AnnexCarrier, folder: string): Promise<DropReport> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const refused: { file: string; code: string }[] = []
  let received = 0
  let answered = 0
  for (const name of readdirSync(folder).sort()) {
    const kind = FILE.exec(name)?.[1]
    if (kind === undefined) continue
    const path = join(folder, name)
    try {
      const bytes = limitedFile(path)
      if (kind === 'annex') {
        await exchange.receive(bytes)
        received += 1
      } else {
        const { puller, envelope } = await exchange.answerPull(bytes)
        await carrier.push(puller, envelope)
        answered += 1
      }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      refused.push({ file: name, code: error.code })
      // Its packet is still on the way.
      if (error.code === 'ANNEX_UNEXPECTED') continue
    }
    rmSync(path, { force: true })
  }
  return { received, answered, refused }
}

function limitedFile(path: string): Uint8Array {
  if (statSync(path).size > ENVELOPE_BYTES_MAX) {
    throw new VaultError('ANNEX_OVERSIZED', { bytesMax: ENVELOPE_BYTES_MAX })
  }
  return new Uint8Array(readFileSync(path))
}
