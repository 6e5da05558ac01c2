import { CreditInterfaceError } from '@xiezhi/credit-interface'
import type { PlatformKind } from '@xiezhi/credit-interface'
import { AdapterError } from '@xiezhi/institution-adapter'
import type { TlsClientOptions } from '@xiezhi/institution-adapter'
import { reportEn } from '../../i18n/en.ts'
import { reportZh } from '../../i18n/zh-cn.ts'
import { Mismatch } from '../kit.ts'
import { CREDIT_CASES } from './credit-cases.ts'
import type { CreditCase } from './credit-cases.ts'
import { CreditKit } from './credit-kit.ts'

export interface CreditCaseResult {
  readonly id: string
  readonly rule: string
  readonly result: 'PASS' | 'FAIL'
  readonly difference?: { readonly path: string; readonly expected: string; readonly seen: string }
  readonly ms: number
}

export interface CreditKitReport {
  readonly format: 'xiezhi/credit-conformance/v1'
  readonly kind: PlatformKind
  readonly totals: { readonly passed: number; readonly failed: number }
  readonly cases: readonly CreditCaseResult[]
}

/**
 * Runs each case against a platform's own implementation of the credit interface (spec 44), one after the other. What a case brought is deleted
 * at the end. `only`: ids of cases.
 */
export async function runCreditKit(
  kind: PlatformKind,
  tls: TlsClientOptions,
  only?: readonly string[],
): Promise<CreditKitReport> {
  const kit = new CreditKit(kind, tls)
  const cases: CreditCaseResult[] = []
  try {
    for (const one of CREDIT_CASES) {
      if ((one.only ?? kind) !== kind || !(only?.includes(one.id) ?? true)) continue
      cases.push(await runCase(kit, one))
    }
    await kit.clean()
  } finally {
    kit.close()
  }
  const passed = cases.filter(({ result }) => result === 'PASS').length
  return { format: 'xiezhi/credit-conformance/v1', kind, totals: { passed, failed: cases.length - passed }, cases }
}

async function runCase(kit: CreditKit, { id, rule, run }: CreditCase): Promise<CreditCaseResult> {
  const start = performance.now()
  const difference = await differenceOf(() => run(kit))
  const ms = Math.round(performance.now() - start)
  return difference === undefined ? { id, rule, result: 'PASS', ms } : { id, rule, result: 'FAIL', difference, ms }
}

async function differenceOf(run: () => Promise<void>): Promise<CreditCaseResult['difference']> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (error instanceof Mismatch) return { path: error.path, expected: error.expected, seen: error.seen }
    if (error instanceof AdapterError) return { path: '/', expected: 'an answer', seen: error.code }
    if (error instanceof CreditInterfaceError)
      return { path: error.facts.path, expected: error.facts.expected, seen: error.code }
    throw error
  }
}

/** The report as people read it: Chinese first, English after it. */
export function creditReportText({ kind, totals, cases }: CreditKitReport): string {
  const both = (key: 'PASS' | 'FAIL'): string => `${reportZh[key]} / ${reportEn[key]}`
  const lines = cases.flatMap(({ id, rule, result, difference, ms }) => {
    const known = CREDIT_CASES.find((one) => one.id === id)
    const seen = difference === undefined ? [] : [`    ${difference.path}: ${difference.expected} ≠ ${difference.seen}`]
    return [`[${both(result)}] ${id}  ${known?.zh ?? ''}`, `    ${known?.en ?? ''} · ${rule} · ${ms} ms`, ...seen]
  })
  const head = `信用接口符合性报告（${kind}） / Conformance to the credit interface (${kind})`
  return `${[head, `${both('PASS')} ${totals.passed}, ${both('FAIL')} ${totals.failed}`, '', ...lines].join('\n')}\n`
}
