import type { Json } from '@xiezhi/codec'
import { CliError } from './cli-error.ts'
import { exitCode } from './exit-codes.ts'
import { errorText, text } from './i18n/index.ts'
import type { TextCode, TextFacts } from './i18n/index.ts'

export interface OutputOptions {
  readonly json?: boolean | undefined
}

/** Writes for people (Chinese first, English second) or one JSON document for programs. */
export class Output {
  readonly json: boolean
  readonly #write: (line: string) => void

  constructor({ json = false }: OutputOptions, write: (line: string) => void = writeLine) {
    this.json = json
    this.#write = write
  }

  /** A line in both languages; nothing under `--json`. */
  say(code: TextCode, facts: TextFacts = {}): void {
    if (this.json) return
    const { zh, en } = text(code, facts)
    this.#write(zh)
    if (en !== zh) this.#write(en)
  }

  /** Several lines, all of them in one language before the other. */
  sayAll(lines: readonly (readonly [TextCode, TextFacts?])[]): void {
    if (this.json) return
    const texts = lines.map(([code, facts]) => text(code, facts))
    for (const { zh } of texts) this.#write(zh)
    this.#write('')
    for (const { en } of texts) this.#write(en)
  }

  /** Text that has no language: commands, numbers, tables. */
  line(plain: string): void {
    if (!this.json) this.#write(plain)
  }

  /** The document of `--json`; nothing otherwise. */
  document(value: Json): void {
    if (this.json) this.#write(JSON.stringify(value))
  }

  /** Reports an error and returns its exit code. */
  fail(error: CliError): number {
    const { text: what, cure } = errorText(error.code, error.facts)
    if (this.json) {
      this.#write(JSON.stringify({ error: { code: error.code, facts: error.facts, text: what, cure } }))
    } else {
      for (const line of [what.zh, `→ ${cure.zh}`, what.en, `→ ${cure.en}`]) process.stderr.write(`${line}\n`)
    }
    return exitCode(error.exit)
  }
}

function writeLine(line: string): void {
  process.stdout.write(`${line}\n`)
}
