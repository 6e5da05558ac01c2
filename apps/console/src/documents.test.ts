import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, overflowOf, seriousFindings, shot } from './testing/browser.ts'
import { certificateFile } from './testing/samples/credit-own.ts'
import { ADDED_PDF, answerTo, instrument, ISSUED_PDF, KNOWN_CODE } from './testing/samples/documents.ts'
import { certificateAnswer } from './testing/samples/deposits.ts'
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

  describe('a certificate of deletion by the code that is printed on it', () => {
    const { digest, verificationCode } = certificateFile
    const TITLE = { zh: '信息删除（修复）证明', en: 'Certificate that an entry of the credit lists is gone' }

    /** Somebody without an account types the code, as an employer or a bank that was shown the paper. */
    async function typed(code: string, result: Parameters<typeof certificateAnswer>[1]) {
      const asked: string[] = []
      const visited = await begin('/check-file', 'court', [], {
        checkDocument: ({ body }) => {
          const isKnown = (body as { verificationCode: string }).verificationCode === verificationCode
          return {
            code: { isKnown, digest: isKnown ? digest : null, title: isKnown ? TITLE : null },
            instruments: [],
          }
        },
        checkDeposit: ({ body }) => {
          asked.push(...(body as { digests: string[] }).digests)
          return certificateAnswer(digest, result)
        },
      })
      await visited.page.getByLabel('按核验码核验', { exact: true }).last().fill(code)
      await visited.page.getByRole('button', { name: '核验', exact: true }).click()
      return { ...visited, asked }
    }

    test('one that stands: it was given out, the ledger has its digest, and the code proves no content', async () => {
      const { page, gateway, faults, asked } = await typed(verificationCode, 'MATCH_ANCHORED')
      await page.getByText('本机关制作过：信息删除（修复）证明').waitFor()
      await page.getByText('请再用文件核对：码不证明内容。', { exact: false }).waitFor()
      await page.getByRole('article').getByText('核验一致').first().waitFor()
      expect(await page.getByText('该文书尚未作为裁定或通知签发。').count()).toBe(0)
      expect(asked).toEqual([digest])
      await isUsable(page, 'check-certificate.stands.zh-CN')
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByText('This authority made: Certificate that an entry', { exact: false }).waitFor()
      await isUsable(page, 'check-certificate.stands.en')
      expect([faults, gateway.faults]).toEqual([[], []])
    })

    test('a code that nobody gave out is unknown, and no digest is asked for', async () => {
      const { page, gateway, faults, asked } = await typed('1111-1111-1111-1111-A', 'MATCH_ANCHORED')
      await page.getByText('本机关没有这一核验码的文书').waitFor()
      expect(await page.getByRole('article').count()).toBe(0)
      expect(asked).toEqual([])
      expect([faults, gateway.faults]).toEqual([[], []])
    })

    test.each([
      ['REVOKED', '存证已撤回', '提交方撤回了这份存证。'],
      ['SUPERSEDED', '存证已被取代', '提交方后来存入了新的版本。'],
    ] as const)('one whose deposit is %s says so, and is not called good', async (result, name, means) => {
      const { page, gateway, faults } = await typed(verificationCode, result)
      await page.getByText('本机关制作过：信息删除（修复）证明').waitFor()
      await page.getByText(`${name}: ${means}`).waitFor()
      expect(await page.getByText('请再用文件核对', { exact: false }).count()).toBe(0)
      await isUsable(page, `check-certificate.${result.toLowerCase()}.zh-CN`)
      expect([faults, gateway.faults]).toEqual([[], []])
    })
  })
})
