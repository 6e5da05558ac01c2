import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodecError, hexBytes, hexDecode, hexEncode } from '@xiezhi/codec'
import { VaultError } from '../vault-error.ts'
import { MASTER_BYTES } from './authority-keys.ts'
import type { MasterKey } from './authority-keys.ts'

const FILE = /^(key-\d{4})\.hex$/
const CURRENT = 'current'
const DIGITS = 4

/** The authority's keys as files `key-0001.hex`, readable by their owner only, in a folder apart from the database. */
export class KeyFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** In order of their numbers, the one in use last. @throws VaultError KEY_FILE */
  keys(): readonly MasterKey[] {
    const ids = this.#ids()
    const current = this.#currentId()
    const ordered = current === undefined ? ids : [...ids.filter((id) => id !== current), current]
    return ordered.map((id) => ({ id, secret: this.#read(id) }))
  }

  /** A new random key, in use from now on; the earlier ones still open what they wrapped. */
  add(): string {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const last = Number(this.#ids().at(-1)?.slice(-DIGITS) ?? 0)
    const id = `key-${String(last + 1).padStart(DIGITS, '0')}`
    writeFileSync(this.#path(id), `${hexEncode(randomBytes(MASTER_BYTES))}\n`, { mode: 0o600, flag: 'wx' })
    writeFileSync(join(this.#folder, CURRENT), `${id}\n`, { mode: 0o600 })
    return id
  }

  /** Destroys a key that nothing is wrapped under any more (`Vault.rotate` says so). */
  destroy(id: string): void {
    const path = this.#path(id)
    writeFileSync(path, randomBytes(2 * MASTER_BYTES))
    rmSync(path)
  }

  #ids(): readonly string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .flatMap((name) => FILE.exec(name)?.[1] ?? [])
      .sort()
  }

  #currentId(): string | undefined {
    const path = join(this.#folder, CURRENT)
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
  }

  #read(id: string): Uint8Array {
    const path = this.#path(id)
    try {
      chmodSync(path, 0o600)
      return hexDecode(hexBytes(MASTER_BYTES).parse(readFileSync(path, 'utf8').trim()))
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      if (error instanceof CodecError || missing) throw new VaultError('KEY_FILE', { keyId: id })
      throw error
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.hex`)
  }
}
