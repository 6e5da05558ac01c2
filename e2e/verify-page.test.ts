import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { base64Encode } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { encodeBundle, encodeTrustFile, parseBundle } from '@xiezhi/evidence'
import { StampAuthority } from '@xiezhi/evidence/testing'
import { collectEvidence } from '@xiezhi/sdk'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, startAlliance } from './testing/alliance.ts'

const CHROMIUM = '/usr/bin/chromium'
const build = fileURLToPath(new URL('../apps/verify-page/build.mjs', import.meta.url))
const page = new URL('../apps/verify-page/dist-web/xiezhi-verify.html', import.meta.url)
const hasBrowser = existsSync(CHROMIUM)
if (!hasBrowser) console.log('not run: the verification page in a browser (no /usr/bin/chromium)')

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0
if (!hasPoppler) console.log('not run: the text of the printed page (no pdftotext)')

let folder: string
let browser: Browser
const file = (name: string): string => join(folder, name)

/** A bundle of two zones that have since stopped: the page has nothing but the files. */
async function writeFiles(): Promise<void> {
  const alliance = await startAlliance()
  try {
    const value = {
      sourceClient: CLIENT,
      timeoutSeconds: Math.floor(Date.now() / 1000) + 600,
      deadlineMs: Date.now() + 3_600_000,
      licenceNo: '11101201010654321',
      asOf: '2026-03-02',
      purpose: 'AGENT_VERIFICATION',
      legalBasis: 'OPINIONS_ART_18',
      caseRef: '0123456789abcdef0123456789abcdef',
      use: 'FILING',
      letterFirmUscc: '31110000MD0000016H',
      exception: 'NONE',
      subscribe: false,
      logCommitment: `sha256:${'ab'.repeat(32)}`,
    }
    const { data } = await alliance.court.act({ type: 'query/Ask', value }, 'clerk-1')
    const { dispatchId } = data[0] as { dispatchId: string }
    while ((await alliance.court.client.prove(`query/receipt/${dispatchId}`)).value === null)
      await new Promise((resolve) => setTimeout(resolve, 5))
    const request = { dispatchId, profile: 'opposing' as const, askerClient: CLIENT, answererClient: CLIENT }
    const bundle = encodeBundle(await collectEvidence(alliance.court.client, alliance.justice.client, request))
    writeFileSync(file('bundle.json'), bundle)
    const changed = bundle.slice()
    const middle = Math.floor(bundle.length / 2)
    changed[middle] = changed[middle] === 0x41 ? 0x42 : 0x41
    writeFileSync(file('changed.json'), changed)
    const zones = [alliance.court.anchor, alliance.justice.anchor]
    const authority = new StampAuthority(pureCrypto)
    const timestampAuthorities = [{ name: 'sample TSA', certificate: base64Encode(authority.certificate) }]
    writeFileSync(file('trust.json'), encodeTrustFile({ source: 'e2e', zones, timestampAuthorities }))
    const timestamps = [authority.token(bundle)]
    writeFileSync(file('stamped.json'), encodeBundle({ ...parseBundle(bundle), timestamps }))
  } finally {
    await alliance.close()
  }
}

/** The page brings no font; a machine without a Chinese one gets that of the reports for these tests. */
function writeFontConfig(): string {
  const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
  const fonts = join(modules, '@expo-google-fonts', 'noto-sans-sc')
  const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
    <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
    <dir>${fonts}</dir><cachedir>${file('font-cache')}</cachedir></fontconfig>`
  writeFileSync(file('fonts.conf'), config)
  return file('fonts.conf')
}

beforeAll(async () => {
  if (!hasBrowser) return
  folder = mkdtempSync(join(tmpdir(), 'xz-page-'))
  execFileSync(process.execPath, [build])
  await writeFiles()
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    env: { ...process.env, FONTCONFIG_FILE: writeFontConfig() },
  })
})
afterAll(async () => {
  if (!hasBrowser) return
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

/** By what the byte was part of: the name of a chain, for one, is then no anchor's. */
const REFUSED = ['invalid', 'undecidable']

/** Functions of the language that came after Chromium 90, by where they stand. */
const AFTER_90 = {
  Object: ['hasOwn', 'groupBy'],
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  'Object.getPrototypeOf(Uint8Array).prototype': ['at', 'findLast', 'toSorted', 'toReversed', 'with'],
  'String.prototype': ['at'],
  globalThis: ['structuredClone'],
}

async function judged(
  bundle: string,
  { oldest = false }: { readonly oldest?: boolean } = {},
): Promise<{ opened: Page; requests: string[]; result: string | null }> {
  const context = await browser.newContext({ offline: true })
  const opened = await context.newPage()
  const requests: string[] = []
  opened.on('request', (request) => requests.push(request.url()))
  if (oldest)
    for (const [place, names] of Object.entries(AFTER_90))
      for (const name of names) await opened.addInitScript(`delete (${place})['${name}']`)
  await opened.goto(page.href)
  await opened.setInputFiles('#bundle', file(bundle))
  await opened.setInputFiles('#trust', file('trust.json'))
  await opened.waitForSelector('#result:not(.waiting)')
  return { opened, requests, result: await opened.getAttribute('#result', 'class') }
}

describe.skipIf(!hasBrowser)('the verification page from a file address, without a network', () => {
  test('judges a bundle in Chinese and in English, and asks nobody', async () => {
    const { opened, requests, result } = await judged('bundle.json')

    expect(result).toBe('valid')
    expect(await opened.textContent('#result')).toContain('有效')
    expect(await opened.textContent('#report')).toContain('11101201010654321')
    await opened.click('#language')
    expect(await opened.textContent('#result')).toContain('Valid')
    expect(requests).toEqual([page.href])
    if (process.env['XIEZHI_SCREENSHOT'] !== undefined)
      await opened.screenshot({ path: process.env['XIEZHI_SCREENSHOT'], fullPage: true })
    await opened.context().close()
  })

  test('prints a report with every check, the files that were judged and nothing to click', async () => {
    const { opened } = await judged('stamped.json')
    await opened.evaluate('window.printed = 0; window.print = () => (window.printed += 1)')
    await opened.click('#print')
    expect(await opened.evaluate('window.printed')).toBe(1)
    const sha256 = createHash('sha256')
      .update(readFileSync(file('stamped.json')))
      .digest('hex')
    for (const [language, said, button, checked] of [
      ['zh-CN', '有效：记录由两个账本证明', '打印', '核验项目'],
      ['en', 'Valid: both ledgers prove the records', 'Print', 'Checked (spec 20, items 1 to 9)'],
    ] as const) {
      if ((await opened.getAttribute('html', 'lang')) !== language) await opened.click('#language')
      expect(await opened.isVisible('#print')).toBe(true)
      const lines = await opened.locator('#report li').allTextContents()
      const bytes = await opened.pdf({ preferCSSPageSize: true })
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
      if (!hasPoppler) continue
      writeFileSync(file('printed.pdf'), bytes)
      const told = spawnSync('pdftotext', ['-raw', file('printed.pdf'), '-'], { encoding: 'utf8' })
      const text = told.stdout.replace(/\s+/g, '')
      for (const line of [said, checked, 'stamped.json', 'trust.json', sha256, ...lines])
        expect(text, line).toContain(line.replace(/\s+/g, ''))
      expect(lines.filter((line) => line.startsWith('✓')).length).toBeGreaterThan(10)
      expect(text).not.toContain(button)
      if (process.env['XIEZHI_SCREENSHOT'] !== undefined)
        writeFileSync(`${process.env['XIEZHI_SCREENSHOT']}.${language}.pdf`, bytes)
    }
    await opened.context().close()
  })

  test('offers no print of what was not judged', async () => {
    const opened = await browser.newPage()
    await opened.goto(page.href)
    expect(await opened.isVisible('#print')).toBe(false)
    expect(await opened.isVisible('#about')).toBe(false)
    await opened.close()
  })

  test('tells when a third party saw the bundle', async () => {
    const { opened, result } = await judged('stamped.json')
    expect(result).toBe('valid')
    expect(await opened.textContent('#report')).toContain(
      '时间戳：本文件在 2026-11-29T20:00:00.5+08:00 (sample TSA, 21) 已存在',
    )
    await opened.context().close()
  })

  test('judges in a browser that lacks what came after Chromium 90', async () => {
    for (const [bundle, wanted] of [
      ['stamped.json', ['valid']],
      ['changed.json', REFUSED],
    ] as const) {
      const { opened, result } = await judged(bundle, { oldest: true })
      expect(wanted).toContain(result)
      await opened.context().close()
    }
  })

  test('refuses a bundle with one byte changed', async () => {
    const { opened, result } = await judged('changed.json')
    expect(REFUSED).toContain(result)
    await opened.context().close()
  })
})
