import { readFileSync } from 'node:fs'
import { hexDecode } from '@xiezhi/codec'
import { ControlInterfaceError } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { AdapterError } from '@xiezhi/institution-adapter'
import type { TlsClientOptions } from '@xiezhi/institution-adapter'
import { documentCases } from './document-cases.ts'
import type { Fixtures } from './kit-fixtures.ts'
import { Kit, Mismatch } from './kit.ts'
import type { KitCase } from './kit-case.ts'
import { measureCases } from './measure-cases.ts'
import { onceCases } from './once-cases.ts'

export interface CaseResult {
  readonly id: KitCase['id']
  readonly rule: string
  readonly result: 'PASS' | 'FAIL' | 'NOT_RUN'
  /** Of a failure. */
  readonly difference?: { readonly path: string; readonly expected: string; readonly seen: string }
  /** Part of the fixtures that is not there. */
  readonly missing?: string
  readonly ms: number
}

export interface KitReport {
  readonly format: 'xiezhi/conformance/v1'
  readonly institutionCode: string
  readonly kind: Fixtures['kind']
  readonly totals: { readonly passed: number; readonly failed: number; readonly notRun: number }
  readonly cases: readonly CaseResult[]
}

const CASES: readonly KitCase[] = [...documentCases, ...onceCases, ...measureCases]
const NO_CONTROL: readonly Fixtures['kind'][] = ['TAX', 'SOCIAL_SECURITY']

/** Runs each case against an institution, one after the other. Cases leave the fixtures' asset as they found it. `only`: ids of cases. */
export async function runKit(fixtures: Fixtures, tls: TlsClientOptions, only?: readonly string[]): Promise<KitReport> {
  const key = hexDecode(readFileSync(fixtures.batchKeyFile, 'utf8').trim())
  const kit = new Kit(fixtures, tls, { crypto: nodeCrypto, hash: fixtures.batchHash, key })
  const cases: CaseResult[] = []
  try {
    for (const one of CASES)
      if (isAbout(one, fixtures) && (only?.includes(one.id) ?? true)) cases.push(await runCase(kit, one))
  } finally {
    kit.close()
  }
  const count = (result: CaseResult['result']): number => cases.filter((one) => one.result === result).length
  const totals = { passed: count('PASS'), failed: count('FAIL'), notRun: count('NOT_RUN') }
  return {
    format: 'xiezhi/conformance/v1',
    institutionCode: fixtures.institutionCode,
    kind: fixtures.kind,
    totals,
    cases,
  }
}

function isAbout({ kinds, needs }: KitCase, { kind }: Fixtures): boolean {
  return (kinds?.includes(kind) ?? true) && !(NO_CONTROL.includes(kind) && (needs?.includes('asset') ?? false))
}

async function runCase(kit: Kit, { id, rule, needs = [], run }: KitCase): Promise<CaseResult> {
  const missing = needs.find((part) => kit.fixtures[part] === undefined)
  if (missing !== undefined) return { id, rule, result: 'NOT_RUN', missing, ms: 0 }
  const start = performance.now()
  const difference = await differenceOf(() => run(kit))
  const ms = Math.round(performance.now() - start)
  return difference === undefined ? { id, rule, result: 'PASS', ms } : { id, rule, result: 'FAIL', difference, ms }
}

async function differenceOf(run: () => Promise<void>): Promise<CaseResult['difference']> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (error instanceof Mismatch) return { path: error.path, expected: error.expected, seen: error.seen }
    if (error instanceof AdapterError)
      return {
        path: String(error.facts['path'] ?? '/'),
        expected: 'an answer',
        seen: String(error.facts['refusal'] ?? error.code),
      }
    if (error instanceof ControlInterfaceError)
      return { path: error.facts.path, expected: error.facts.expected, seen: error.code }
    throw error
  }
}
