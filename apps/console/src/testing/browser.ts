import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import type { AxeResults, RunOptions } from 'axe-core'

const CHROMIUM = '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Where pictures of the pages go; nowhere unless asked for. */
const shots = process.env['XIEZHI_SCREENSHOTS']

export const hasBrowser = existsSync(CHROMIUM)

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

export interface Opened {
  readonly page: Page
  /** What the page wrote as an error, and requests to other machines. */
  readonly faults: string[]
}

/** A page of 1280 px that keeps note of everything that should not happen. */
export async function open(browser: Browser, url: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  })
  await context.addInitScript((chosen) => {
    if (localStorage.getItem('xiezhi.language') === null) localStorage.setItem('xiezhi.language', chosen)
  }, language)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`pageerror ${error.message}`))
  page.on('console', (message) => {
    // A refused or unreachable call is what some tests are about; the browser writes it down by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && origin !== new URL(url).origin) faults.push(`request to ${origin}`)
  })
  await page.goto(url)
  return { page, faults }
}

/** Waits until the page has its heading and asks for nothing more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  // Not a locator's wait: a page with several parts that load has several of them.
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"][role="status"]') === null)
  await page.waitForFunction(() => document.fonts.status === 'loaded')
}

/** Pixels by which the page is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Findings of axe that count as serious, each with where it is. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated, not added as an element: the page's own policy refuses scripts of others.
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }
    return (await runner.run({ resultTypes: ['violations'] })).violations
  })
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    )
}

/** A picture for a person to look at, where `XIEZHI_SCREENSHOTS` names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** Folder of the console. */
export const consoleFolder = fileURLToPath(new URL('../../', import.meta.url))
