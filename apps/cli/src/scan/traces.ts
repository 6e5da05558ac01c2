import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'

/** One form in which a text may stand in a file. */
export interface Trace {
  readonly form: string
  readonly bytes: Buffer
}

/** Every form that gives a text away: plain, coded, or hashed without a salt (rulebook 2.8). */
export function tracesOf(text: string): Trace[] {
  const utf8 = Buffer.from(text, 'utf8')
  const sha256 = createHash('sha256').update(utf8).digest()
  const sm3 = Buffer.from(nodeCrypto.sm3(new Uint8Array(utf8)))
  const traces: Trace[] = [
    { form: 'utf8', bytes: utf8 },
    { form: 'utf16', bytes: Buffer.from(text, 'utf16le') },
    { form: 'json-escape', bytes: Buffer.from(escaped(text)) },
    { form: 'percent', bytes: Buffer.from(encodeURIComponent(text)) },
    ...['hex', 'HEX'].map((form) => ({ form, bytes: Buffer.from(cased(utf8.toString('hex'), form)) })),
    ...[0, 1, 2].flatMap((shift) => base64Traces(utf8, shift)),
  ]
  for (const [name, digest] of [
    ['sha256', sha256],
    ['sm3', sm3],
  ] as const) {
    traces.push(
      { form: `${name} bytes`, bytes: digest },
      { form: `${name} hex`, bytes: Buffer.from(digest.toString('hex')) },
      { form: `${name} HEX`, bytes: Buffer.from(cased(digest.toString('hex'), 'HEX')) },
      { form: `${name} base64`, bytes: Buffer.from(digest.toString('base64').slice(0, -2)) },
    )
  }
  return traces
}

/** What of the text stands in base64 wherever it begins: without the characters that its neighbours decide too. */
function base64Traces(utf8: Buffer, shift: number): Trace[] {
  const whole = Buffer.concat([Buffer.alloc(shift), utf8])
    .toString('base64')
    .replace(/=+$/, '')
  const from = shift === 0 ? 0 : shift + 1
  const inner = whole.slice(from, -1)
  const url = inner.replaceAll('+', '-').replaceAll('/', '_')
  return [
    { form: `base64+${shift}`, bytes: Buffer.from(inner) },
    ...(url === inner ? [] : [{ form: `base64url+${shift}`, bytes: Buffer.from(url) }]),
  ]
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  )
}

function cased(hex: string, form: string): string {
  return form === 'HEX' ? hex.toUpperCase() : hex
}

export interface ScannedFile {
  readonly path: string
  readonly bytes: Buffer
}

/** All files below the folder, as they lie on disk, but for those that may hold what is private. One that goes meanwhile holds nothing. */
export function filesBelow(folder: string, isPrivate: (path: string) => boolean): ScannedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !isPrivate(path))
    .flatMap((path) => {
      const bytes = bytesOf(join(folder, path))
      return bytes === undefined ? [] : [{ path, bytes }]
    })
}

/** Undefined: a folder, or a file that a running server has taken away since it was listed. */
function bytesOf(file: string): Buffer | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file) : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** `<form> in <file>` of each trace that is found. */
export function found(files: readonly ScannedFile[], traces: readonly Trace[]): string[] {
  return files.flatMap(({ path, bytes }) =>
    traces.filter((trace) => bytes.includes(trace.bytes)).map(({ form }) => `${form} in ${path}`),
  )
}
