import { describe, expect, test } from 'vitest'
import { hasBrowser, seriousFindings, shot } from './testing/browser.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: rows that are being made, in the console (no /usr/bin/chromium)')

const NONE = (): { items: never[]; next: null } => ({ items: [], next: null })

describe.skipIf(!hasBrowser)('rows that are not those of the ledger yet', () => {
  const { start, visit } = useVisits()

  test('are said to be built, and an empty list is not said to be empty; then the page fills by itself', async () => {
    const gateway = await start('court', ['COURT_CLERK'])
    gateway.projection = { phase: 'BUILDING', height: null, zoneHeight: 4_711 }
    gateway.answer('listCases', NONE)
    const { page, faults } = await visit('/cases')
    await page.getByText('数据正在建立').waitFor()
    await page.getByText('网关正在从账本重建数据（账本高度 4711），列表尚不完整。').waitFor()
    await page.getByText('数据尚未齐备，暂不能说明没有内容').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await shot(page, 'projection-building.zh-CN')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Data are being built').waitFor()
    await page.getByText('The data are not complete, so it cannot be said that there is nothing').waitFor()
    await shot(page, 'projection-building.en')

    gateway.answer('listCases', NONE)
    gateway.projection = { phase: 'CURRENT', height: 4_711, zoneHeight: 4_711 }
    await page.getByText('Data are being built').waitFor({ state: 'detached' })
    await page.getByText('The data are not complete').waitFor({ state: 'detached' })
    expect(gateway.calls.filter((name) => name === 'listCases').length).toBeGreaterThan(1)
    expect([...faults, ...gateway.faults]).toEqual([])
  })

  test('are said to be behind, with both heights, or not to have been compared at all', async () => {
    const gateway = await start('court', ['COURT_CLERK'])
    gateway.projection = { phase: 'BEHIND', height: 120, zoneHeight: 4_711 }
    const { page, faults } = await visit('/cases')
    await page.getByText('所示为高度 120 的内容，账本已到高度 4711。').waitFor()
    await page.getByText('（2026）京0101民初12345号').first().waitFor()
    await shot(page, 'projection-behind.zh-CN')
    gateway.projection = { phase: 'UNREACHED', height: null, zoneHeight: 0 }
    await page.getByText('尚未连接账本').waitFor()
    gateway.projection = { phase: 'CURRENT', height: 1, zoneHeight: 1 }
    await page.getByText('尚未连接账本').waitFor({ state: 'detached' })
    expect([...faults, ...gateway.faults]).toEqual([])
  })
})
