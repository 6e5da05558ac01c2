import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REPORT_LINES_MAX, reportPdf } from './index.ts'
import type { PdfReport } from './index.ts'

const report: PdfReport = {
  parts: [
    { title: '核验报告', lines: ['核验结论: 有效', '  ✓ [1] 证据包格式', '执业证号 14401201010123456（虚构）'] },
    { title: 'Verification report', lines: ['Result: valid', '  ✗ [2] a check that failed — named'] },
  ],
  note: '以所附证据包为准 / the attached bundle counts',
  bundle: { name: 'bundle.json', bytes: new TextEncoder().encode('{"format":"sample"}') },
  madeAtMs: Date.UTC(2026, 2, 2, 1),
}

/** Poppler reads what others will read: text, fonts, attachments. */
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) console.log('not run: reading the PDF back with poppler (pdftotext is not installed)')

let folder = ''
let file = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiezhi-report-'))
  file = join(folder, 'report.pdf')
  writeFileSync(file, await reportPdf(report))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function poppler(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

describe('reportPdf', () => {
  test.skipIf(!hasPoppler)('says on paper what the report says, one part a page, with the note under each', () => {
    const text = poppler('pdftotext', '-layout', file, '-')
    const [chinese = '', english = ''] = text.split('\f')
    for (const line of ['核验结论: 有效', '√ [1] 证据包格式', '14401201010123456（虚构）'])
      expect(chinese).toContain(line)
    for (const line of ['Result: valid', '× [2] a check that failed — named']) expect(english).toContain(line)
    expect(chinese).toContain(report.note)
    expect(english).toContain('2/2')
  })

  test.skipIf(!hasPoppler)('embeds the font, and holds the bundle byte for byte', () => {
    const fonts = poppler('pdffonts', file)
    expect(fonts.split('\n')[2]).toMatch(/NotoSansSC.*\byes yes yes\b/)
    const out = join(folder, 'taken-out.json')
    poppler('pdfdetach', '-save', '1', '-o', out, file)
    expect(new Uint8Array(readFileSync(out))).toEqual(report.bundle.bytes)
  })

  test('holds only the characters that occur', () => {
    expect(readFileSync(file).length).toBeLessThan(200_000)
  })

  test('goes on over several pages', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `第 ${String(i)} 行`)
    const long = await reportPdf({ ...report, parts: [{ title: '长报告', lines }] })
    expect(
      Buffer.from(long)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)?.length,
    ).toBeGreaterThan(4)
  })

  test('refuses a character that the font has not, and a report without end', async () => {
    const foreign = { ...report, parts: [{ title: 'न्याय', lines: [] }] }
    await expect(reportPdf(foreign)).rejects.toMatchObject({
      code: 'CHARACTER_MISSING',
      facts: { codePoint: 'U+928' },
    })
    const endless = {
      ...report,
      parts: [{ title: 'x', lines: Array.from({ length: REPORT_LINES_MAX + 1 }, () => 'x') }],
    }
    await expect(reportPdf(endless)).rejects.toMatchObject({ code: 'REPORT_TOO_LONG' })
  })
})
