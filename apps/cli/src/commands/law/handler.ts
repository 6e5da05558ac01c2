import type { Json } from '@xiezhi/codec'
import {
  bundledLaw,
  checkCases,
  evaluate,
  functions,
  lawDiff,
  lawSwitches,
  listFunctions,
  showFunction,
} from '@xiezhi/law'
import { CliError } from '../../cli-error.ts'
import { readJson } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { lawful } from './lawful.ts'

export interface LawOptions {
  readonly json?: boolean
}

export interface ListOptions extends LawOptions {
  readonly area?: string
}

export interface EvalOptions extends LawOptions {
  readonly at?: string
}

export interface CheckOptions extends LawOptions {
  readonly area?: readonly string[]
}

const FAILURE_JSON_MAX = 200
const STANDARD_INPUT = '/dev/stdin'

export function list(options: ListOptions): number {
  const out = new Output(options)
  const found = listFunctions().filter(({ area }) => options.area === undefined || area === options.area)
  for (const { name, question } of found) out.line(`${name}\n    ${question.zh}\n    ${question.en}`)
  out.document({ functions: found as unknown as Json })
  return 0
}

export function show(name: string, options: LawOptions): number {
  const out = new Output(options)
  requireFunction(name)
  const entry = showFunction(name)
  const { question, rules, parameters, reasons, errors, input, output } = entry
  out.line(`${name}\n  ${question.zh}\n  ${question.en}`)
  for (const { id, zh, en, statute } of rules) out.line(`${id}  ${zh}（${statute.zh}）\n    ${en} (${statute.en})`)
  for (const row of parameters) out.line(`${String(row['key'])} = ${JSON.stringify(row['value'])}`)
  for (const { code, rule, zh, en } of reasons) out.line(`${code} ${rule}  ${zh}\n    ${en}`)
  if (errors.length > 0) out.line(errors.join(' '))
  out.line(`输入 / input: ${JSON.stringify(input)}`)
  out.line(`输出 / output: ${JSON.stringify(output)}`)
  out.document(entry as unknown as Json)
  return 0
}

/** Prints the evaluation with the parameters and calendar years that it rests on. */
export function evaluateFile(name: string, file: string, options: EvalOptions): number {
  const out = new Output(options)
  requireFunction(name)
  const input = readJson(file === '-' ? STANDARD_INPUT : file)
  const { at } = options
  const result = lawful(() => evaluate(name, input, bundledLaw, at === undefined ? {} : { at }))
  out.line(JSON.stringify(result, null, 2))
  out.document(result as unknown as Json)
  return 0
}

/** Ends with `N passed, N failed`; exit 1 if a case failed. */
export function check(file: string, options: CheckOptions): number {
  const out = new Output(options)
  const cases = readJson(file)
  const { area: areas } = options
  const { passed, failed, results } = lawful(() => checkCases(cases, bundledLaw, areas === undefined ? {} : { areas }))
  for (const { id, fn, failure } of results)
    if (failure !== null) out.line(`✗ ${id} ${fn} ${JSON.stringify(failure).slice(0, FAILURE_JSON_MAX)}`)
  out.line(`${passed} passed, ${failed} failed`)
  out.document({ passed, failed, failures: results.filter((one) => !one.passed) as unknown as Json })
  return exitCode(failed === 0 ? 'OK' : 'CHECK_FAILED')
}

/** Prints which cases a change of the law alters, and how; exit 0 whether some do or not. */
export function diff(changeFile: string, casesFile: string, options: EvalOptions): number {
  const out = new Output(options)
  const { at } = options
  const [change, cases] = [readJson(changeFile), readJson(casesFile)]
  const result = lawful(() => lawDiff(change, cases, bundledLaw, at === undefined ? {} : { at }))
  for (const { id, fn, differences, because } of result.changed) {
    out.line(`≠ ${id} ${fn} ${[...because.parameters, ...because.calendars].join(' ')}`)
    for (const { path, before, after } of differences)
      out.line(`    ${path === '' ? '/' : path}: ${shortJson(before)} → ${shortJson(after)}`)
  }
  out.line(`${result.changed.length} changed, ${result.cases - result.changed.length} unchanged`)
  out.document(result as unknown as Json)
  return 0
}

/** Disputed points that a court may set, with the default of each. */
export function switches(options: LawOptions): number {
  const out = new Output(options)
  for (const { key, point, choices, defaultValue } of lawSwitches) {
    out.line(`${key}  ${point.zh}\n    ${point.en}`)
    for (const { value, zh, en } of choices)
      out.line(`    ${value === defaultValue ? '*' : ' '} ${value}  ${zh} / ${en}`)
  }
  out.document({ switches: lawSwitches as unknown as Json })
  return 0
}

function shortJson(value: unknown): string {
  return JSON.stringify(value).slice(0, FAILURE_JSON_MAX)
}

function requireFunction(name: string): void {
  if (!functions.has(name)) throw new CliError('LAW_FUNCTION_UNKNOWN', 'USAGE', { name })
}
