import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, settled } from './testing/browser.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: what the console loads before its first page (no /usr/bin/chromium)')

/** Bytes of script that a page without dates or graphs takes before it is shown: 1.87 million where every page took all components. */
const SCRIPT_BYTES_MAX = 1_650_000
/** Words that stand in no script but that of the English texts, and that of the date picker. */
const ENGLISH = 'The texts could not be fetched; reload the page and try again'
const PICKER = 'hideDisabledOptions'

describe.skipIf(!hasBrowser)('before the first page', () => {
  const { start, visit } = useVisits()

  /** Every script that a page takes, by its text. */
  function scriptsOf(page: Page): Promise<string>[] {
    const scripts: Promise<string>[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.text())
    })
    return scripts
  }

  test('a page takes the texts of its own language, and no component that it does not have', async () => {
    const gateway = await start('justice', ['JUSTICE_BUREAU'])
    const { page, faults } = await visit('/nowhere')
    const scripts = scriptsOf(page)
    await page.goto(`${gateway.url}/lawyers`)
    await settled(page)
    await page.getByText('李示例').first().waitFor()
    const taken = await Promise.all(scripts)
    expect(taken.length).toBeGreaterThan(3)
    expect(taken.filter((text) => text.includes(ENGLISH) || text.includes(PICKER))).toEqual([])
    expect(taken.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThan(SCRIPT_BYTES_MAX)
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByRole('heading', { name: 'Lawyers', exact: true }).waitFor()
    expect((await Promise.all(scripts)).filter((text) => text.includes(ENGLISH))).toHaveLength(1)
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('in English nothing is shown before its texts are there; where they are not to be had the page is Chinese', async () => {
    const gateway = await start('justice', ['JUSTICE_BUREAU'])
    const { page } = await visit('/lawyers')
    const english = new Set<string>()
    page.on('response', (response) => {
      if (!response.url().endsWith('.js')) return
      void response.text().then((text) => text.includes(ENGLISH) && english.add(response.url()))
    })
    await settled(page)
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.locator('html[lang=en]').waitFor()
    await expect.poll(() => english.size).toBe(1)
    const [url = ''] = english

    const other = await page.context().newPage()
    let letThrough = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      void other.route(url, async (route) => {
        resolve()
        await new Promise<void>((go) => (letThrough = go))
        await route.continue()
      })
    })
    await other.goto(`${gateway.url}/lawyers`)
    await asked
    expect(await other.locator('#root').innerHTML()).toBe('')
    letThrough()
    await other.getByRole('heading', { name: 'Lawyers', exact: true }).waitFor()
    expect(await other.locator('nav').innerText()).not.toMatch(/\p{Script=Han}/u)
    await other.close()

    const last = await page.context().newPage()
    await last.route(url, (route) => route.abort())
    await last.goto(`${gateway.url}/lawyers`)
    await last.getByText('李示例').first().waitFor()
    expect(await last.locator('html').getAttribute('lang')).toBe('zh-CN')
    await last.getByRole('button', { name: 'English', exact: true }).click()
    await last.getByRole('alert').getByText('英文文本未能取得').waitFor()
    expect(await last.locator('html').getAttribute('lang')).toBe('zh-CN')
  })
})
