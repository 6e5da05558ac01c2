import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, overflowOf, seriousFindings, shot } from './testing/browser.ts'
import { ADDED_PDF, answerTo, instrument, ISSUED_PDF, KNOWN_CODE } from './testing/samples/documents.ts'
import { NOW_MS } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: documents in the console (no /usr/bin/chromium)')

const file = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'ruling.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(text),
})

describe.skipIf(!hasBrowser)('documents of enforcement', () => {
  const { begin } = useVisits()

  async function isUsable(page: Page, name: string): Promise<void> {
    await shot(page, name)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }

  test('the same bytes as an issued document are told with its state; the file stays here', async () => {
    const bodies: string[] = []
    const { page, gateway, faults } = await begin('/check-file', 'court', [])
    page.on('request', (request) => bodies.push(request.postData() ?? ''))
    await page.getByLabel('选择文件').setInputFiles(file(ISSUED_PDF))
    await page.getByText('与已签发文书逐字节一致').waitFor()
    await page.getByText('已签发，未撤销，未被取代，未届满。').waitFor()
    await page.getByText('核验通过').waitFor()
    await isUsable(page, 'check-document.same.zh-CN')
    expect(bodies.some((body) => body.includes('sm3:'))).toBe(true)
    expect(bodies.filter((body) => body.includes('裁定书'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('a file that was added to holds the intact revision, which can be saved', async () => {
    const { page } = await begin('/check-file', 'court', [])
    await page.getByLabel('选择文件').setInputFiles(file(ADDED_PDF))
    await page.getByText('文件内含一份完整的较早版本').waitFor()
    expect(await page.getByText('与已签发文书逐字节一致').count()).toBe(0)
    await isUsable(page, 'check-document.earlier.zh-CN')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '另存该版本' }).click(),
    ])
    expect(readFileSync(await saved.path(), 'utf8')).toBe(ISSUED_PDF)
  })

  test('a changed file is known to nobody', async () => {
    const { page } = await begin('/check-file', 'court', [])
    await page.getByLabel('选择文件').setInputFiles(file(ISSUED_PDF.replace('示例', '另例')))
    await page.getByText('账本上没有这份文件的存证', { exact: false }).waitFor()
    expect(await page.getByText('已签发', { exact: false }).count()).toBe(0)
  })

  test.each([
    ['REVOKED', { revocation: { reason: 'SET_ASIDE', atMs: NOW_MS } }, '已被依法撤销'],
    ['SUPERSEDED', { superseded: 2 }, '2 项协助事项中有 2 项已由后来的文书更正或者取代'],
    ['ENDED', { validTo: '2026-11-28' }, '有效期至 2026-11-28。'],
  ] as const)('an instrument that is %s says so first', async (state, change, says) => {
    const { page } = await begin('/check-file', 'court', [], {
      checkDocument: ({ body }) => answerTo(body as Parameters<typeof answerTo>[0], instrument({ state, ...change })),
    })
    await page.getByLabel('选择文件').setInputFiles(file(ISSUED_PDF))
    await page.getByText(says, { exact: false }).waitFor()
    await isUsable(page, `check-document.${state.toLowerCase()}.zh-CN`)
  })

  test('a code is checked as it is typed, and is known or not', async () => {
    const { page, gateway, faults } = await begin('/check-file', 'court', [])
    const code = page.getByLabel('按核验码核验', { exact: true }).last()
    const look = page.getByRole('button', { name: '核验', exact: true })
    await code.fill('0000-0000-0000-0000-0')
    await look.click()
    await page.getByText('核验码有误，请核对每一位').waitFor()
    await code.fill('1111-1111-1111-1111-A')
    await look.click()
    await page.getByText('本机关没有这一核验码的文书').waitFor()
    expect(await page.getByText('核验码有误，请核对每一位').count()).toBe(0)
    await code.fill(KNOWN_CODE.toLowerCase().replaceAll('-', ' '))
    await look.click()
    await page.getByText('本机关制作过：执行裁定书', { exact: false }).waitFor()
    await page.getByText('已签发，未撤销，未被取代，未届满。').waitFor()
    await isUsable(page, 'check-document.code.zh-CN')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('This authority made: Control ruling').waitFor()
    await isUsable(page, 'check-document.code.en')
    expect([faults, gateway.faults]).toEqual([[], []])
  })
})
