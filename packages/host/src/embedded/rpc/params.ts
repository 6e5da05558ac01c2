import { CodecError, hexDecode } from '@xiezhi/codec'
import { base64Decode } from '../../native-base64.ts'
import { invalidParams } from './rpc-error.ts'

/** How a URI gives bytes. */
const HEX = /^0x(?:[0-9a-fA-F]{2})*$/

/** Named parameters of a call. From a URI they are text in CometBFT's notation: "quoted", 0xhex, bare numbers. */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>
  readonly notation: 'json' | 'uri'

  constructor(values: Readonly<Record<string, unknown>>, notation: 'json' | 'uri' = 'json') {
    this.#values = values
    this.notation = notation
  }

  /** As they came, for handing on. */
  get values(): Readonly<Record<string, unknown>> {
    return this.#values
  }

  /** A height given as string or number; undefined: the latest. */
  height(name = 'height'): number | undefined {
    const value = this.#values[name]
    if (value === undefined || value === null || value === '') return undefined
    const height = typeof value === 'number' ? value : Number(unquoted(value))
    if (!Number.isSafeInteger(height) || height < 0) throw invalidParams(`${name}: expected a height`)
    return height === 0 ? undefined : height
  }

  number(name: string, fallback: number): number {
    const value = this.#values[name]
    if (value === undefined || value === null || value === '') return fallback
    const number = typeof value === 'number' ? value : Number(unquoted(value))
    if (!Number.isSafeInteger(number)) throw invalidParams(`${name}: expected an integer`)
    return number
  }

  boolean(name: string): boolean {
    const value = this.#values[name]
    return value === true || value === 'true'
  }

  text(name: string): string {
    const value = this.#values[name]
    if (typeof value !== 'string') throw invalidParams(`${name}: expected text`)
    return unquoted(value)
  }

  optionalText(name: string): string | undefined {
    return this.#values[name] === undefined ? undefined : this.text(name)
  }

  /** Transactions and hashes: base64, from a URI 0xhex or "quoted text". */
  bytes(name: string): Uint8Array {
    return decoding(name, 'base64', () => {
      const value = this.#values[name]
      // Base64 may begin with 0x too: then other characters follow.
      if (typeof value === 'string' && HEX.test(value)) return hexDecode(value.slice(2).toLowerCase())
      return base64Decode(this.text(name))
    })
  }

  /** Hexadecimal texts, at least one and at most `max`. */
  hexList(name: string, max: number): Uint8Array[] {
    const list = this.#values[name]
    if (!Array.isArray(list) || list.length === 0 || list.length > max)
      throw invalidParams(`${name}: expected 1 to ${max} items`)
    return decoding(name, 'hexadecimal', () => list.map((item) => hexDecode(String(item).toLowerCase())))
  }

  /** Texts, at most `max`; undefined if absent. */
  textList(name: string, max: number): readonly string[] | undefined {
    const list = this.#values[name]
    if (list === undefined || list === null) return undefined
    if (!Array.isArray(list) || list.length > max || list.some((item) => typeof item !== 'string'))
      throw invalidParams(`${name}: expected at most ${max} texts`)
    return list as readonly string[]
  }

  /** `abci_query` data: hexadecimal. */
  hex(name: string): Uint8Array {
    return decoding(name, 'hexadecimal', () => {
      const value = this.optionalText(name) ?? ''
      return hexDecode((value.startsWith('0x') ? value.slice(2) : value).toLowerCase())
    })
  }
}

function decoding<T>(name: string, expected: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof CodecError) throw invalidParams(`${name}: expected ${expected}`)
    throw error
  }
}

function unquoted(value: unknown): string {
  const text = String(value)
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
}
