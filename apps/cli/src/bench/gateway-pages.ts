import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { DEMONSTRATION_PASSWORD } from '../commands/up/gateway.ts'
import { BenchError } from './bench-error.ts'
import type { BenchDoor } from './gateway-door.ts'
import type { Figure } from './report.ts'
import { figure, repeated } from './stats.ts'
import { chromiumPath } from './verify-page.ts'

const CLERK = 'clerk'
const WAIT_MS = 60_000
const TOO_MANY_REQUESTS = 429
/** A person's patience; the issue of pages that are cold, on the machine that serves them. */
const WANTED = { atLeast: 2_000, goal: 2_000, better: 'less' } as const
const consoleFile = fileURLToPath(new URL('../../../console/dist-web/index.html', import.meta.url))

/** The page answers: a frame was drawn and a task ran after it. */
const ANSWERS = `new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(true))))`
const BUSY = 'main [aria-busy=true][role=status]'

/** Why pages cannot be measured here; undefined: they can. */
export function pagesObstacle(): string | undefined {
  if (chromiumPath() === undefined) return 'no Chromium'
  return existsSync(consoleFile) ? undefined : 'apps/console is not built'
}

interface ColdTimes {
  readonly first: number
  readonly verification: number
  readonly checked: number
}

/**
 * Pages of the clerk in a browser that was just started and has nothing cached. Floors are for whole runs only.
 * @throws BenchError WORK_REFUSED
 */
export async function pageFigures(
  door: BenchDoor,
  runs: number,
  { verificationId, isWhole }: { readonly verificationId: string; readonly isWhole: boolean },
): Promise<Figure[]> {
  const times = await repeated(runs, () => coldPages(door.url('court'), verificationId))
  const wanted = isWhole ? WANTED : undefined
  return [
    figure(
      'doorPageFirst',
      'ms',
      times.map(({ first }) => first),
      wanted,
    ),
    figure(
      'doorPageVerification',
      'ms',
      times.map(({ verification }) => verification),
      wanted,
    ),
    figure(
      'doorPageChecked',
      'ms',
      times.map(({ checked }) => checked),
    ),
  ]
}

async function coldPages(url: string, verificationId: string): Promise<ColdTimes> {
  await untilAdmitted(url)
  const { context, first } = await inBrowser(async (begun) => {
    const page = await begun.newPage()
    await page.goto(`${url}/auth/login`)
    await page.fill('#name', CLERK)
    await page.fill('#password', DEMONSTRATION_PASSWORD)
    const start = performance.now()
    // The click does not wait for where it leads.
    await page.click('button[type=submit]', { noWaitAfter: true })
    await untilShown(page, 'main h1')
    await untilCalm(page)
    const ms = performance.now() - start
    if (new URL(page.url()).origin !== url) throw new BenchError('WORK_REFUSED', { expected: 'a session' })
    return { context: await begun.storageState(), first: ms }
  })
  const later = await inBrowser(async (begun) => {
    const page = await begun.newPage()
    const start = performance.now()
    await page.goto(`${url}/verifications/${verificationId}`, { waitUntil: 'commit' })
    await untilShown(page, 'main tbody tr')
    const verification = performance.now() - start
    await untilCalm(page)
    return { verification, checked: performance.now() - start }
  }, context)
  return { first, ...later }
}

/** All sign-ins of a bench come from one address, of which the gateway takes so many in a minute and no more. */
async function untilAdmitted(url: string): Promise<void> {
  for (;;) {
    const { status, headers } = await fetch(`${url}/auth/login`, { redirect: 'manual' })
    if (status !== TOO_MANY_REQUESTS) return
    await sleep(1_000 * (Number(headers.get('retry-after')) || 1))
  }
}

/** By selectors: the page's own policy evaluates no text. */
async function untilShown(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor({ timeout: WAIT_MS })
  await page.evaluate(ANSWERS)
}

/** Nothing that the page asked for is still on its way. */
async function untilCalm(page: Page): Promise<void> {
  await page.locator(BUSY).first().waitFor({ state: 'detached', timeout: WAIT_MS })
  await page.evaluate(ANSWERS)
}

/** A process and a profile of its own: nothing was fetched, read or compiled before. */
async function inBrowser<T>(
  work: (context: BrowserContext) => Promise<T>,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<T> {
  const { chromium } = await import('playwright-core')
  const executablePath = chromiumPath() ?? ''
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const viewport = { width: 1280, height: 900 }
    return await work(await browser.newContext({ viewport, ...(storageState === undefined ? {} : { storageState }) }))
  } finally {
    await browser.close()
  }
}
