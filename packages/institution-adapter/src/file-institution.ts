import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import {
  answer,
  batchName,
  BatchReader,
  controlRequest,
  measure,
  measuresRequest,
  parseBatchName,
  refusal,
  statusRequest,
} from '@xiezhi/control-interface'
import type { Answer, BatchKey, ControlRequest, Measure, Refusal } from '@xiezhi/control-interface'
import { writeWhole } from './durable-file.ts'
import { forgetBatches, layBatch, takeBatches } from './exchange-folder.ts'
import type { Quarantined } from './exchange-folder.ts'
import type { InstitutionPort, Submission } from './institution-port.ts'

export interface FileInstitutionOptions {
  /** Where batches for the institution are laid, and where its batches come. */
  readonly out: string
  readonly in: string
  /** Own folder: the last batch, and how far the institution's have been taken. */
  readonly state: string
  readonly key: BatchKey
  readonly court: string
  readonly institution: string
}

const RECORDS_MAX = 10_000
const TURNS = { ANSWERS: 'answers-turn', MEASURES: 'measures-turn' } as const

export interface Deliveries {
  readonly answer: (answer: Answer) => Promise<void>
  readonly refusal: (refusal: Refusal) => Promise<void>
}

/** An institution behind a folder. What is submitted goes into the next batch; `poll` brings what came back. */
export class FileInstitution implements InstitutionPort {
  readonly #options: FileInstitutionOptions
  #sequence: number
  #waiting: { readonly record: Json; readonly laid: () => void; readonly failed: (error: unknown) => void }[] = []
  #laying: Promise<void> | undefined
  /** A batch that has its sequence and could not be laid yet: none may overtake it. */
  #held: { readonly sequence: number; readonly records: readonly Json[] } | undefined

  private constructor(options: FileInstitutionOptions, sequence: number) {
    this.#options = options
    this.#sequence = sequence
  }

  /** Lays the last batch again: it may have been cut off on its way into the folder. */
  static async open(options: FileInstitutionOptions): Promise<FileInstitution> {
    const { state, key } = options
    mkdirSync(state, { recursive: true, mode: 0o700 })
    const spooled = readdirSync(state)
      .filter((name) => name.startsWith('qq_') && name.endsWith('.ok'))
      .sort()
      .at(-1)
    if (spooled === undefined) return new FileInstitution(options, 0)
    const file = spooled.slice(0, -'.ok'.length)
    const { sequence } = parseBatchName(file)
    const reader = new BatchReader(key)
    const lines = readFileSync(join(state, file), 'utf8').split('\n').slice(0, -1)
    const records = lines.map((line) => reader.line(line)).filter((record) => record !== undefined)
    reader.end()
    const institution = new FileInstitution(options, sequence)
    await institution.#lay(options.out, sequence, records)
    return institution
  }

  async submit(request: ControlRequest): Promise<Submission> {
    await this.#add(controlRequest.encode(request))
    return { kind: 'carried' }
  }

  async status(requestNo: string): Promise<Submission> {
    await this.#add(statusRequest.encode({ requestNo }))
    return { kind: 'carried' }
  }

  /** Asks for the list of measures, which comes as a batch of its own. */
  async askMeasures(courtId: string): Promise<void> {
    await this.#add(measuresRequest.encode({ courtId }))
  }

  /** Hands on the answers that have come, in their order. One that is handed on twice after a crash is the same one. */
  poll(deliver: Deliveries): Promise<readonly Quarantined[]> {
    return this.#take('ANSWERS', async (records) => {
      for await (const record of records) {
        if (typeof record === 'object' && record !== null && 'code' in record)
          await deliver.refusal(refusal.decode(record))
        else await deliver.answer(answer.decode(record))
      }
    })
  }

  /** Hands on each list that has come. */
  takeMeasures(act: (list: AsyncIterable<Measure>) => Promise<void>): Promise<readonly Quarantined[]> {
    return this.#take('MEASURES', async (records) => {
      async function* list(): AsyncGenerator<Measure> {
        for await (const record of records) yield measure.decode(record)
      }
      await act(list())
    })
  }

  /** Deletes batches of the institution that were taken or put away, as far as they are due; gives how many. */
  forget(isDue: (setAsideAtMs: number) => boolean): number {
    return forgetBatches(this.#options.in, isDue)
  }

  async #take(
    kind: keyof typeof TURNS,
    act: (records: AsyncIterable<Json>) => Promise<void>,
  ): Promise<readonly Quarantined[]> {
    const { in: folder, key, court, institution, state } = this.#options
    const turn = join(state, TURNS[kind])
    const after = existsSync(turn) ? Number(readFileSync(turn, 'utf8')) : 0
    const address = { kind, sender: institution, recipient: court } as const
    const options = { folder, key, address, after, hasGaps: kind === 'MEASURES' }
    const { quarantined } = await takeBatches(options, async ({ header, records }) => {
      await act(records())
      await writeWhole(turn, [String(header.sequence)])
    })
    return quarantined
  }

  /** Returns once the record lies in a batch. Records of one moment share one. */
  #add(record: Json): Promise<void> {
    return new Promise((laid, failed) => {
      this.#waiting.push({ record, laid, failed })
      this.#laying ??= Promise.resolve().then(() => this.#layAll())
    })
  }

  async #layAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const taken = this.#waiting.splice(0, RECORDS_MAX)
      const records = taken.map(({ record }) => record)
      const sequence = this.#sequence + 1
      try {
        // First where no exchange takes it away: so that a batch of this sequence never has other content.
        await this.#layHeld()
        await this.#lay(this.#options.state, sequence, records)
        this.#sequence = sequence
        this.#held = { sequence, records }
        await this.#layHeld()
        for (const { laid } of taken) laid()
      } catch (error) {
        for (const { failed } of taken) failed(error)
      }
    }
    this.#laying = undefined
  }

  async #layHeld(): Promise<void> {
    if (this.#held === undefined) return
    const { sequence, records } = this.#held
    await this.#lay(this.#options.out, sequence, records)
    this.#held = undefined
    this.#forget(sequence - 1)
  }

  #lay(folder: string, sequence: number, records: readonly Json[]): Promise<void> {
    return layBatch(folder, this.#options.key, { ...this.#head(sequence), count: records.length }, records)
  }

  #forget(sequence: number): void {
    if (sequence < 1) return
    const file = join(this.#options.state, batchName(this.#head(sequence)))
    rmSync(`${file}.ok`, { force: true })
    rmSync(file, { force: true })
  }

  #head(sequence: number): { kind: 'REQUESTS'; sender: string; recipient: string; sequence: number } {
    return { kind: 'REQUESTS', sender: this.#options.court, recipient: this.#options.institution, sequence }
  }
}
