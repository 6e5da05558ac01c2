import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { askJudge, buildJudge } from './run-judge.ts'
import type { Judge } from './run-judge.ts'

/** A question as `tools/judges/comet` reads it, with the line that it answered. */
export interface JudgeRow<Q, A> {
  readonly question: Q
  readonly answer: A
}

export const RECORD = process.env['XIEZHI_RECORD'] === '1'
export const JUDGE_CASES = Number(process.env['XIEZHI_JUDGE_CASES'] ?? 1_000)

/** The Go judge; says in one line why it is not there. */
export async function cometJudge(what: string): Promise<Judge> {
  const judge = await buildJudge('comet')
  if ('absent' in judge) console.log(`not run: ${what} (${judge.absent})`)
  return judge
}

export async function askRows<Q, A>(judge: Judge, questions: readonly Q[]): Promise<JudgeRow<Q, A>[]> {
  if ('absent' in judge) throw new TypeError(judge.absent)
  const lines = await askJudge(
    judge.path,
    questions.map((question) => JSON.stringify(question)),
  )
  if (lines.length !== questions.length)
    throw new RangeError(`${lines.length} answers to ${questions.length} questions`)
  return questions.map((question, at) => ({ question, answer: JSON.parse(lines[at] ?? '') as A }))
}

/** `vectors/comet/<name>.json`, one row a line. */
export function recordedRows<Q, A>(name: string): JudgeRow<Q, A>[] {
  const file = recordedFile(name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JudgeRow<Q, A>[]) : []
}

export function recordRows(name: string, rows: readonly JudgeRow<unknown, unknown>[]): void {
  if (RECORD) writeFileSync(recordedFile(name), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
}

function recordedFile(name: string): string {
  return fileURLToPath(new URL(`../../vectors/comet/${name}.json`, import.meta.url))
}
