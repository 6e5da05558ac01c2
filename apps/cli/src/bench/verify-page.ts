import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BenchError } from './bench-error.ts'

const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const verifyPageFile = fileURLToPath(
  new URL('../../../verify-page/dist-web/xiezhi-verify.html', import.meta.url),
)

/** The browser of `XIEZHI_CHROMIUM`, or where Debian puts it; undefined: none. */
export function chromiumPath(): string | undefined {
  const named = process.env['XIEZHI_CHROMIUM']
  return (named === undefined ? CHROMIUM_PLACES : [named]).find((path) => existsSync(path))
}

interface PageTimes {
  readonly result: string
  readonly ms: number
}

/** Waits in the page: from the moment it is told of the second file to the first frame that shows the verdict. */
const WATCH = `window.judged = new Promise((resolve) => {
  let start = 0
  const result = document.getElementById('result')
  document.getElementById('trust').addEventListener('change', () => { start = performance.now() }, { capture: true })
  new MutationObserver(() => {
    if (start === 0 || result.className === 'waiting') return
    requestAnimationFrame(() => setTimeout(() => resolve({ result: result.className, ms: performance.now() - start })))
  }).observe(result, { attributes: true, attributeFilter: ['class'] })
}); undefined`

/** Milliseconds of each run, each in a page that was just opened. @throws BenchError */
export async function pageVerifications(
  executablePath: string,
  files: { readonly bundle: string; readonly trust: string },
  runs: number,
): Promise<number[]> {
  // Loaded by this bench only: no other command should wait for it.
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const times: number[] = []
    // The first page warms the disk cache and is not counted.
    for (let run = -1; run < runs; run++) {
      const page = await browser.newPage()
      await page.goto(`file://${verifyPageFile}`)
      await page.evaluate(WATCH)
      await page.setInputFiles('#bundle', files.bundle)
      await page.setInputFiles('#trust', files.trust)
      const { result, ms } = await page.evaluate<PageTimes>('window.judged')
      if (result !== 'valid') throw new BenchError('WORK_REFUSED', { expected: 'valid', seen: result })
      if (run >= 0) times.push(ms)
      await page.close()
    }
    return times
  } finally {
    await browser.close()
  }
}
