import type { Json } from '@xiezhi/codec'
import { bundledLaw, checkCases, evaluate, functions, LawError, listFunctions, showFunction } from '@xiezhi/law'
import { CliError } from '../../cli-error.ts'
import { readJson } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'

export interface LawOptions {
  readonly json?: boolean
}

export interface ListOptions extends LawOptions {
  readonly area?: string
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

/** Prints the evaluation with the parameters that it rests on. */
export function evaluateFile(name: string, file: string, options: LawOptions): number {
  const out = new Output(options)
  requireFunction(name)
  const input = readJson(file === '-' ? STANDARD_INPUT : file)
  const result = lawful(() => evaluate(name, input, bundledLaw))
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

function requireFunction(name: string): void {
  if (!functions.has(name)) throw new CliError('LAW_FUNCTION_UNKNOWN', 'USAGE', { name })
}

function lawful<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    const { expected = null, seen = null } = error.facts
    throw new CliError('LAW_REFUSED', 'DATA', { path: error.path, reason: error.code, expected, seen }, error)
  }
}
