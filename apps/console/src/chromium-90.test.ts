import { readdirSync, readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleFolder, hasBrowser, launch, open, settled } from './testing/browser.ts'
import { buildConsole } from './testing/build.ts'
import { TestGateway } from './testing/gateway.ts'
import { CASE_ID, VERIFICATION_ID } from './testing/samples/scene.ts'

if (!hasBrowser) console.log('not run: the console without what came after Chromium 90 (no /usr/bin/chromium)')

/** Functions that Chromium got after version 90, by the object that has them. */
const LATER_FUNCTIONS = {
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  'Object.getPrototypeOf(Uint8Array.prototype)': ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with'],
  'Uint8Array.prototype': ['toHex', 'toBase64'],
  Uint8Array: ['fromHex', 'fromBase64'],
  Object: ['hasOwn', 'groupBy'],
  Map: ['groupBy'],
  Array: ['fromAsync'],
  Promise: ['withResolvers', 'try'],
  'Set.prototype': ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
  'Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))': [
    'map',
    'filter',
    'take',
    'toArray',
    'some',
    'find',
  ],
  'crypto.constructor.prototype': ['randomUUID'],
  AbortSignal: ['timeout', 'any'],
  URL: ['canParse', 'parse'],
  globalThis: ['structuredClone', 'reportError', 'scheduler'],
  'Element.prototype': ['checkVisibility', 'setHTML'],
  'HTMLElement.prototype': ['showPopover'],
} as const

/** Takes them out before any script of the page runs. */
function withoutLaterFunctions(): string {
  return Object.entries(LATER_FUNCTIONS)
    .map(([owner, names]) => `for (const name of ${JSON.stringify(names)}) delete (${owner})[name];`)
    .join('\n')
}

/** Style rules and units that came after version 90. */
const LATER_STYLES =
  /:has\(|@container|@layer|@scope|@property|color-mix\(|oklch\(|oklab\(|\b\d*\.?\d+(dvh|svh|lvh|dvw|cqw|cqi)\b|text-wrap|subgrid|field-sizing|anchor-name|(^|[;{])(translate|scale|rotate):|light-dark\(|accent-color|:user-valid/

/**
 * Rules of the component library that old browsers pass over and nobody misses: variants without a border, of which the
 * console has none, rounded corners between chosen options, a balanced label, a switch alone in a form.
 */
const DISPENSABLE =
  /-borderless|text-wrap:balance|\.ant-tooltip:has\(~|option-selected:has\(\+|control-input-content:has\(> \.ant-switch|@container style\(--ant-steps/

describe.skipIf(!hasBrowser)('Chromium 90', () => {
  let browser: Browser
  beforeAll(async () => {
    await buildConsole()
    browser = await launch()
  })
  afterAll(async () => browser.close())

  test.each([
    ['court', 'COURT_CLERK', `/cases/${CASE_ID}`, '示例贸易有限公司（虚构）'],
    ['court', 'COURT_CLERK', `/verifications/${VERIFICATION_ID}`, '核验通过'],
    ['court', 'OPERATOR', '/operations', 'xz-justice-1'],
    ['court', 'COURT_CLERK', '/law/functions/lawyer.powerCheck', '计算'],
    ['justice', 'JUSTICE_BUREAU', '/lawyers', '李示例'],
    ['justice', 'LAWYER', '/me', '停止执业三个月'],
  ] as const)('%s %s %s works without later functions and styles', async (authority, role, path, shows) => {
    const gateway = await TestGateway.start(authority, [role])
    const { page, faults } = await open(browser, gateway.url)
    try {
      await page.context().addInitScript(withoutLaterFunctions())
      await page.goto(gateway.url + path)
      await settled(page)
      await page.getByText(shows).first().waitFor()
      expect(await page.evaluate(() => typeof structuredClone)).toBe('undefined')
      expect(faults).toEqual([])
      const styles = await page.evaluate(() =>
        Array.from(document.querySelectorAll('style'))
          .map(({ textContent }) => textContent)
          .join('\n'),
      )
      expect(styles.length).toBeGreaterThan(10_000)
      expect(styles.split('}').filter((rule) => LATER_STYLES.test(rule) && !DISPENSABLE.test(rule))).toEqual([])
    } finally {
      await page.context().close()
      await gateway.close()
    }
  })

  test('the scripts have no syntax that came later', () => {
    const folder = `${consoleFolder}dist-web/assets/`
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    for (const name of scripts) {
      const text = readFileSync(folder + name, 'utf8')
      // Class static blocks (94), private brand checks (91), the flag d (90 has none) and v (112) of regular expressions.
      expect(/\bstatic\{|#\w+ in [\w$]/.exec(text)?.[0], name).toBeUndefined()
    }
  })
})
