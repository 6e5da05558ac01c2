import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printReport, printReportApart } from './index.ts'
import type { ReportOrder } from './index.ts'

const vector = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))
const order: ReportOrder = {
  bundle: { name: 'bundle.json', bytes: vector('court') },
  trust: vector('trust'),
  madeAtMs: Date.UTC(2026, 2, 2, 1),
}

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) console.log('not run: reading the printed report back with poppler (pdftotext is not installed)')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-print-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function textOf(pdf: Uint8Array): string {
  const file = join(folder, 'report.pdf')
  writeFileSync(file, pdf)
  const { status, stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  expect(status).toBe(0)
  return stdout
}

describe('printReport', () => {
  test.skipIf(!hasPoppler)('prints the judgement of a bundle in both languages', async () => {
    const { pdf, result } = await printReport(order)
    expect(result.result).toBe('valid')
    const text = textOf(pdf)
    for (const line of ['核验报告', '核验结论: 有效', 'Verification report', 'Result: valid'])
      expect(text).toContain(line)
    expect(text).toContain('以所附证据包为准')
  })

  test.skipIf(!hasPoppler)('prints what fails of a bundle that does not hold', async () => {
    const text = new TextDecoder().decode(order.bundle.bytes).replace('"profile":"court"', '"profile":"public"')
    const bundle = { name: 'bundle.json', bytes: new TextEncoder().encode(text) }
    const { pdf, result } = await printReport({ ...order, bundle })
    expect(result.result).toBe('invalid')
    expect(textOf(pdf)).toContain('Result: invalid')
  })

  test.skipIf(!hasPoppler)('in a thread of its own prints the same words', async () => {
    expect(textOf(await printReportApart(order))).toBe(textOf((await printReport(order)).pdf))
  })

  test('in a thread of its own says that the printer failed', async () => {
    const broken = { ...order, trust: null as unknown as Uint8Array }
    await expect(printReportApart(broken)).rejects.toMatchObject({ code: 'PRINTER_FAILED', facts: {} })
  })
})
