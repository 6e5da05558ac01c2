import { Worker } from 'node:worker_threads'
import { ReportPdfError } from './report-pdf-error.ts'
import type { Answered, ApartAnswer, ApartOrder, Asked } from './worker.ts'

/** The built file, from the source too: a thread takes no TypeScript, and so none of the options that lead to it. */
const WORKER = new URL('../dist/worker.js', import.meta.url)
/** Loading takes longer than printing; an idle printer gives its memory back. */
const IDLE_MS = 60_000

interface Waiting {
  readonly resolve: (answer: ApartAnswer) => void
  readonly reject: (error: ReportPdfError) => void
}

/** One thread that prints what it is given, one after the other. It keeps no program alive that waits for nothing. */
class Printer {
  readonly #worker = new Worker(WORKER, { execArgv: [] })
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #idle: NodeJS.Timeout | undefined
  isOver = false

  constructor() {
    this.#worker.on('message', ({ number, answer }: Answered) => {
      this.#waiting.get(number)?.resolve(answer)
      this.#waiting.delete(number)
      this.#rest()
    })
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end())
  }

  print(asked: ApartOrder): Promise<ApartAnswer> {
    clearTimeout(this.#idle)
    this.#worker.ref()
    return new Promise((resolve, reject) => {
      const number = this.#next++
      this.#waiting.set(number, { resolve, reject })
      this.#worker.postMessage({ number, asked } satisfies Asked)
    })
  }

  #rest(): void {
    if (this.#waiting.size > 0) return
    this.#worker.unref()
    this.#idle = setTimeout(() => {
      this.isOver = true
      void this.#worker.terminate()
    }, IDLE_MS).unref()
  }

  #end(cause?: unknown): void {
    this.isOver = true
    clearTimeout(this.#idle)
    for (const { reject } of this.#waiting.values()) reject(new ReportPdfError('PRINTER_FAILED', {}, cause))
    this.#waiting.clear()
  }
}

let printer: Printer | undefined

/** @throws ReportPdfError PRINTER_FAILED */
export function printApart(asked: ApartOrder): Promise<ApartAnswer> {
  if (printer === undefined || printer.isOver) printer = new Printer()
  return printer.print(asked)
}
