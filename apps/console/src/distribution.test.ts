import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import { distribution } from './testing/samples/distribution.ts'
import { matters } from './testing/samples/matters.ts'
import { CASE_ID } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: distribution in the console (no /usr/bin/chromium)')

const PATH = `/enforcement/cases/${CASE_ID}/distribution`

describe.skipIf(!hasBrowser)('distribution of proceeds', () => {
  const { begin } = useVisits()

  test('an officer enters proceeds and other creditors; each share is shown in a graph, in figures and in steps', async () => {
    const { page, gateway, faults } = await begin(PATH, 'court', ['COURT_ENFORCER'], {
      getMatters: () => ({ ...matters, creditors: [] }),
    })
    const bodies: unknown[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/evaluations/distribution')) bodies.push(request.postDataJSON())
    })
    await settled(page)
    await page.getByRole('button', { name: '计算分配' }).click()
    await page.getByText('必填').first().waitFor()
    expect(bodies).toEqual([])
    await page.getByLabel('执行所得').fill('1000000')
    await page.getByLabel('执行费用').fill('20000')
    await page.getByRole('button', { name: '添加 优先受偿的债权' }).click()
    await page.getByLabel('债权人').fill('示例银行（虚构）')
    await page.getByLabel('债权额').fill('400000')
    await page.getByRole('button', { name: '添加 其他普通债权' }).click()
    await page.getByLabel('债权人').last().fill('周示例（虚构）')
    await page.getByLabel('债权额').last().fill('347522')
    await page.getByLabel('查封时间', { exact: true }).fill('2026-03-02 09:15:30')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '计算分配' }).click()
    await page.getByText('按比例受偿').waitFor()
    await page.locator('div[role=img] svg').waitFor()
    expect(bodies).toMatchObject([
      {
        proceedsCents: 100_000_000,
        costsCents: 2_000_000,
        debtorKind: 'NATURAL',
        bankruptcyConsent: false,
        priority: [{ id: '示例银行（虚构）', cents: 40_000_000 }],
        ordinary: [{ id: '周示例（虚构）', cents: 34_752_200, sealedAtMs: Date.parse('2026-03-02T09:15:30+08:00') }],
      },
    ])
    await page.getByText('普通债权受偿比例 41.7240%').waitFor()
    await page.getByText('计算步骤（3 步）').click()
    await page.getByText('优先受偿：示例银行（虚构）').waitFor()
    await shot(page, 'distribution-answer.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByText('Pro rata', { exact: true }).waitFor()
    await page.getByRole('cell', { name: 'Claim of this case' }).waitFor()
    await shot(page, 'distribution-answer.en')
    expect(await overflowOf(page)).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('creditors that are entered in the case stand in the form', async () => {
    const { page } = await begin(PATH, 'court', ['COURT_ENFORCER'])
    await settled(page)
    const named = await page
      .getByLabel('债权人')
      .evaluateAll((fields) => fields.map((one) => (one as HTMLInputElement).value))
    const standing = matters.creditors.filter(({ withdrawnAtMs }) => withdrawnAtMs === null)
    expect(named).toEqual(standing.map(({ name }) => name))
  }, 60_000)

  test('an estate that goes to bankruptcy has no shares; what the law library refuses is said', async () => {
    const { page, gateway } = await begin(PATH, 'court', ['COURT_JUDGE'])
    await settled(page)
    gateway.answer('evaluateDistribution', () => ({
      ...distribution,
      verdict: 'MOVE_TO_BANKRUPTCY' as const,
      mode: null,
      payments: [],
    }))
    await page.getByLabel('执行所得').fill('10')
    await page.getByRole('button', { name: '计算分配' }).click()
    await page.getByText('移送破产审查', { exact: true }).waitFor()
    expect(await page.locator('div[role=img] svg').count()).toBe(0)
    gateway.answer('evaluateDistribution', () => {
      throw new Refused(400, 'LAW_REFUSED')
    })
    await page.getByLabel('执行所得').fill('20')
    await page.getByRole('button', { name: '计算分配' }).click()
    await page.getByText('未能完成：LAW_REFUSED').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('the clocks of objection, opposition and suit run one after another', async () => {
    const { page, gateway } = await begin(PATH, 'court', ['COURT_ENFORCER'])
    await settled(page)
    const enter = async (label: string, day: string): Promise<void> => {
      await page.getByLabel(label).fill(day)
      await page.keyboard.press('Enter')
    }
    await enter('分配方案送达日', '2026-11-20')
    await page.getByText('期限未满，等待').waitFor()
    await page.getByRole('row', { name: /书面异议 2026-12-07 剩余 8 天/ }).waitFor()
    expect(await page.getByRole('cell', { name: '尚未起算' }).count()).toBe(2)
    await enter('提出异议日', '2026-11-23')
    await page.getByRole('row', { name: /书面异议 2026-12-07 2026-11-23 在期限内提出/ }).waitFor()
    await enter('提出异议日', '2026-11-10')
    await page.getByText('未能完成：LAW_REFUSED').waitFor()
    await enter('提出异议日', '2026-11-23')
    await enter('异议通知送达日', '2026-11-24')
    await page.getByRole('row', { name: /对异议的反对意见 2026-12-09/ }).waitFor()
    await shot(page, 'distribution-clocks.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    expect(gateway.faults).toEqual([])
  })

  test('a clerk is told that the role is missing; a case that nobody knows is said to be none', async () => {
    const { page, gateway } = await begin(PATH, 'court', ['COURT_CLERK'])
    await page.getByText('您的角色不包含此项权限').waitFor()
    gateway.state.roles = ['COURT_ENFORCER']
    gateway.answer('getEnforcement', () => {
      throw new Refused(404, 'SUBJECT_UNKNOWN')
    })
    await page.reload()
    await page.getByText('未能完成：SUBJECT_UNKNOWN').waitFor()
    expect(gateway.faults).toEqual([])
  })
})
