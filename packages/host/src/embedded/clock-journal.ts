import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  base64Decode,
  base64Encode,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  integer,
  nullable,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { syncFolder } from './durable-file.ts'
import { HostError } from './host-error.ts'

const instant = integer({ min: 0 })

export const clockAlarmSchema = object({
  /** 1 for the first alarm of this store. */
  number: integer({ min: 1 }),
  kind: enumeration(['forward-jump', 'behind-last-stamp']),
  /** What the machine's clock showed, and the least or most that was expected of it. */
  wallMs: instant,
  expectedMs: instant,
  lastStampMs: instant,
})
export type ClockAlarm = Infer<typeof clockAlarmSchema>

const CONFIRMATION_CHARS_MAX = 8_192
const recordSchema = object({
  type: enumeration(['alarm', 'confirmation', 'caught-up']),
  alarm: nullable(clockAlarmSchema),
  /** Base64 of the signed confirmation, as it came. */
  signed: nullable(string({ bytesMax: CONFIRMATION_CHARS_MAX })),
  /** What the machine's clock showed then. */
  wallMs: nullable(instant),
})
type ClockRecord = Infer<typeof recordSchema>

export interface KeptConfirmation {
  readonly alarm: ClockAlarm
  /** The signed confirmation, as it came. */
  readonly signed: Uint8Array
  readonly wallMs: number
}

/**
 * Alarms of the clock and their confirmations, one canonical JSON document a line in a file beside the store. A line is on
 * disk before it takes effect: neither a restart nor a crash ends an alarm, and a confirmation is used once.
 */
export class ClockJournal {
  readonly #file: string
  readonly #confirmations: KeptConfirmation[] = []
  #alarm: ClockAlarm | undefined
  #number = 0
  #lagMs = 0

  /** A last line that a crash cut off never took effect and is dropped. @throws HostError HOST_CLOCK_JOURNAL */
  constructor(file: string) {
    this.#file = file
    if (!existsSync(file)) return
    const text = readFileSync(file, 'utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    if (whole.length < text.length) dropTail(file, utf8Encode(whole).length)
    for (const [at, line] of whole.split('\n').slice(0, -1).entries()) this.#apply(parsed(line, at + 1, file))
  }

  get alarm(): ClockAlarm | undefined {
    return this.#alarm
  }

  get confirmations(): readonly KeptConfirmation[] {
    return this.#confirmations
  }

  /** How far the clock may be behind the last stamp: an officer has confirmed it so. 0 once it has caught up. */
  get lagMs(): number {
    return this.#lagMs
  }

  /** Writes a new alarm. */
  raise(facts: Omit<ClockAlarm, 'number'>): ClockAlarm {
    const alarm = { number: this.#number + 1, ...facts }
    this.#write({ type: 'alarm', alarm, signed: null, wallMs: null })
    return alarm
  }

  /** Ends the alarm that stands. */
  confirm(signed: Uint8Array, wallMs: number): void {
    this.#write({ type: 'confirmation', alarm: null, signed: base64Encode(signed), wallMs })
  }

  caughtUp(): void {
    this.#write({ type: 'caught-up', alarm: null, signed: null, wallMs: null })
  }

  #write(record: ClockRecord): void {
    const isNew = !existsSync(this.#file)
    const file = openSync(this.#file, 'a', 0o600)
    try {
      writeSync(file, Buffer.concat([encodeCanonical(record), Buffer.from('\n')]))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    if (isNew) syncFolder(dirname(this.#file))
    this.#apply(record)
  }

  #apply({ type, alarm, signed, wallMs }: ClockRecord): void {
    if (type === 'alarm' && alarm !== null) {
      this.#alarm = alarm
      this.#number = alarm.number
    }
    if (type === 'confirmation' && this.#alarm !== undefined && signed !== null && wallMs !== null) {
      this.#confirmations.push({ alarm: this.#alarm, signed: base64Decode(signed), wallMs })
      this.#lagMs = Math.max(0, this.#alarm.lastStampMs - wallMs)
      this.#alarm = undefined
    }
    if (type === 'caught-up') this.#lagMs = 0
  }
}

function parsed(line: string, at: number, file: string): ClockRecord {
  try {
    return recordSchema.parse(decodeCanonical(utf8Encode(line)))
  } catch (error) {
    if (error instanceof CodecError) throw new HostError('HOST_CLOCK_JOURNAL', { file, line: at }, error)
    throw error
  }
}

function dropTail(path: string, bytes: number): void {
  const file = openSync(path, 'r+')
  ftruncateSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
}
