import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSPHRASE, Refused } from './testing/answers.ts'
import { hasBrowser, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import { CHANGED_TEXT, DEPOSIT_ID, FILE_DIGEST, FILE_TEXT, view } from './testing/samples/deposits.ts'
import { CASE_ID } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: deposits in the console (no /usr/bin/chromium)')

const LIST = `/cases/${CASE_ID}/deposits`
const ONE = `/deposits/${DEPOSIT_ID}`
const file = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: 'contract.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
})

describe.skipIf(!hasBrowser)('deposits', () => {
  const { begin, start, visit } = useVisits()

  async function isUsable(page: Page, name: string): Promise<void> {
    await shot(page, name)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }

  test('a case without deposits says so', async () => {
    const { page } = await begin(LIST, 'court', ['COURT_CLERK'], { listDeposits: () => ({ items: [], next: null }) })
    await page.getByText('本案尚无存证').waitFor()
    await isUsable(page, 'case-deposits.empty.zh-CN')
  })

  test.each([
    ['case-deposits', LIST, 'listDeposits'],
    ['deposit', ONE, 'getDeposit'],
  ] as const)('%s says that it is loading', async (name, path, route) => {
    const gateway = await start('court', ['COURT_CLERK'])
    gateway.holdBack.add(route)
    const { page } = await visit(path)
    await page.getByRole('status', { name: '正在加载' }).waitFor()
    await isUsable(page, `${name}.loading.zh-CN`)
  })

  test.each([
    ['case-deposits', LIST, '声明无利害关系'],
    ['deposit', ONE, '存证技术和过程是否合标准'],
  ])(
    '%s stays with its time while the gateway is away, and is fresh again by itself',
    async (name, path, shows) => {
      const { page, gateway } = await begin(path, 'court', ['COURT_JUDGE'])
      await page.getByText(shows).first().waitFor()
      gateway.goDown()
      await page.getByText('连接中断').waitFor()
      expect(await page.getByText(shows).first().isVisible()).toBe(true)
      await isUsable(page, `${name}.offline.zh-CN`)
      gateway.comeBack()
      await page.locator('.ant-tag', { hasText: '实时' }).waitFor()
    },
    60_000,
  )

  test('a later answer that fails leaves what is shown, with the time that it is of', async () => {
    const { page, gateway } = await begin(ONE, 'court', ['COURT_JUDGE'])
    await page.getByText('存证技术和过程是否合标准').first().waitFor()
    gateway.answer('getDeposit', () => {
      throw new Refused(500, 'INTERNAL')
    })
    gateway.emit('deposit')
    await page.getByText('内容可能不是最新').waitFor()
    expect(await page.getByText('存证技术和过程是否合标准').first().isVisible()).toBe(true)
    await isUsable(page, 'deposit.stale.zh-CN')
  })

  test.each([
    ['case-deposits', LIST, 'listDeposits'],
    ['deposit', ONE, 'getDeposit'],
  ] as const)('%s says what failed and what to do, and who may not see it', async (name, path, route) => {
    const { page, gateway } = await begin(path, 'court', ['COURT_CLERK'], {
      [route]: () => {
        throw new Refused(503, 'ZONE_UNREACHABLE')
      },
    })
    await page.getByText('未能完成：ZONE_UNREACHABLE').waitFor()
    await page.getByText('请更正后重试。').waitFor()
    await isUsable(page, `${name}.error.zh-CN`)
    gateway.answer(route, () => {
      throw new Refused(403, 'ROLE_MISSING')
    })
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('无权查看').waitFor()
    gateway.state.roles = ['COURT_PERSONNEL']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    await isUsable(page, `${name}.forbidden.zh-CN`)
  })

  test('a clerk deposits a file by its digest; the file stays here', async () => {
    const bodies: string[] = []
    const { page, gateway, faults } = await begin(LIST, 'court', ['COURT_CLERK'])
    page.on('request', (request) => bodies.push(request.postData() ?? ''))
    await settled(page)
    await page.getByRole('button', { name: '存证', exact: true }).click()
    await page.getByLabel('选择文件').setInputFiles(file(FILE_TEXT))
    await page.getByRole('dialog').getByText(FILE_DIGEST.slice(-6), { exact: false }).waitFor()
    await isUsable(page, 'deposit-file.zh-CN')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('办理事项 depositFile').waitFor()
    await page.getByLabel('签名密钥口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.getByText('已受理').waitFor()
    expect(bodies.some((body) => body.includes(FILE_DIGEST))).toBe(true)
    expect(bodies.filter((body) => body.includes(FILE_TEXT))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('an officer answers an order item by item, by the digests of documents that stay here', async () => {
    const bodies: string[] = []
    const { page, gateway, faults } = await begin(ONE, 'court', ['COURT_FILING'])
    page.on('request', (request) => bodies.push(request.postData() ?? ''))
    await page.getByRole('button', { name: '提交来源说明' }).click()
    const dialog = page.getByRole('dialog')
    const next = dialog.getByRole('button', { name: '下一步' })
    expect(await next.isDisabled()).toBe(true)
    await dialog.getByLabel('选择文书：来源').setInputFiles(file(FILE_TEXT))
    await dialog.getByText(FILE_DIGEST.slice(-6), { exact: false }).waitFor()
    await isUsable(page, 'answer-order.zh-CN')
    await next.click()
    await page.getByText('办理事项 answerSourceOrder').waitFor()
    await page.getByLabel('签名密钥口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.getByText('已受理').waitFor()
    const sent = bodies.filter((body) => body.includes('"kind":"SOURCE"') && body.includes(FILE_DIGEST))
    expect(sent.length).toBeGreaterThan(0)
    expect(bodies.filter((body) => body.includes('STORAGE') || body.includes(FILE_TEXT))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('an order that is answered shows by what, and asks nobody; a judge answers none', async () => {
    const { page, gateway } = await begin(ONE, 'court', ['COURT_FILING'], {
      getDeposit: () => ({
        ...view,
        orders: view.orders.map((order) => ({
          ...order,
          state: 'ANSWERED' as const,
          answers: order.kinds.map((kind) => ({ kind, digest: FILE_DIGEST })),
        })),
      }),
    })
    const orders = page.getByRole('region', { name: '责令说明来源' })
    await orders.getByText('存储过程').nth(1).waitFor()
    expect(await page.getByRole('button', { name: '提交来源说明' }).count()).toBe(0)
    await isUsable(page, 'order-answered.zh-CN')
    gateway.answer('getDeposit', () => view)
    gateway.state.roles = ['COURT_JUDGE']
    await page.reload()
    await orders.getByText('等待提交').waitFor()
    expect(await page.getByRole('button', { name: '提交来源说明' }).count()).toBe(0)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Filed so far').waitFor()
    await isUsable(page, 'order.en')
  })

  test('a finding that the ledger refuses tells the judge what to do next', async () => {
    const { page, gateway } = await begin(ONE, 'court', ['COURT_JUDGE'])
    await settled(page)
    await page.getByRole('button', { name: '认定真实性' }).click()
    await page.getByRole('radio', { name: '确认真实性' }).check()
    await page.getByLabel('质证日期').fill('2026-11-28')
    // Enter submits a form: without its document it goes no further.
    await page.keyboard.press('Enter')
    await page.getByLabel('选择文书').setInputFiles(file('判决书（虚构）'))
    await isUsable(page, 'decide-authenticity.zh-CN')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('办理事项 decideAuthenticity').waitFor()
    await page.getByLabel('签名密钥口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.getByText('已受理').waitFor()
    const row = gateway.state.outbox[0]!
    const refusal = { codespace: 'deposit', code: 20, name: 'NotCorroborated', facts: {} }
    gateway.state.outbox[0] = { ...row, state: 'refused', isFinal: true, refusal }
    gateway.emit('outbox')
    await page.getByText('上链前的真实性有异议，且没有材料佐证').waitFor()
    await page.getByText('请先责令说明来源并取得答复', { exact: false }).waitFor()
    await shot(page, 'decide-refused.zh-CN')
  })

  test('whoever holds a file checks it without an account: what the ledger holds, and that it holds nothing', async () => {
    const bodies: string[] = []
    const { page, gateway, faults } = await begin('/check-file', 'court', [])
    page.on('request', (request) => bodies.push(request.postData() ?? ''))
    await page.getByLabel('选择文件').setInputFiles(file(FILE_TEXT))
    await page.getByRole('status').getByText('一致，但存证晚于所证事实').waitFor()
    await page.getByText('90 分钟').waitFor()
    await page.getByText('核验通过').waitFor()
    await isUsable(page, 'check-file.found.zh-CN')
    await page.getByLabel('选择文件').setInputFiles(file(CHANGED_TEXT))
    await page.getByText('账本上没有这份文件的存证', { exact: false }).waitFor()
    expect(await page.getByText('90 分钟').count()).toBe(0)
    await isUsable(page, 'check-file.none.zh-CN')
    gateway.answer('checkDeposit', () => {
      throw new Refused(503, 'ZONE_UNREACHABLE')
    })
    await page.getByLabel('选择文件').setInputFiles(file(FILE_TEXT))
    await page.getByText('未能完成：ZONE_UNREACHABLE').waitFor()
    await isUsable(page, 'check-file.error.zh-CN')
    expect(bodies.filter((body) => body.includes('合同'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('a deposit without objections, orders or findings says so in each place', async () => {
    const { page } = await begin(ONE, 'court', ['COURT_CLERK'], {
      getDeposit: () => ({ ...view, platform: null, objections: [], orders: [], findings: [] }),
    })
    await page.getByText('没有内容').nth(2).waitFor()
    expect(await page.getByRole('button', { name: '认定真实性' }).count()).toBe(0)
    await isUsable(page, 'deposit.empty.zh-CN')
  })
})
