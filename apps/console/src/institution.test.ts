import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSPHRASE, Refused } from './testing/answers.ts'
import { hasBrowser, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import { ASSET_KEY, CLIENT, line, order, ORDER_ID } from './testing/samples/institution.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: institutions in the console (no /usr/bin/chromium)')

const ORDER = `/inbox/${CLIENT}/${ORDER_ID}`

describe.skipIf(!hasBrowser)('institutions', () => {
  const { begin } = useVisits()

  async function isUsable(page: Page, name: string): Promise<void> {
    await shot(page, name)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }

  async function sign(page: Page): Promise<void> {
    await page.getByLabel('签名密钥口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.locator('[aria-current=step]', { hasText: '已受理' }).waitFor()
  }

  test('an operator answers by hand: number and amount are in the body that is sent and in no address; a refusal is said', async () => {
    const { page, gateway, faults } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'])
    const urls: string[] = []
    const bodies: unknown[] = []
    page.on('request', (request) => {
      urls.push(request.url())
      if (request.url().endsWith('/answer')) bodies.push(request.postDataJSON())
    })
    await page.getByText('被执行人姓名').waitFor()
    await page.getByRole('button', { name: '反馈结果' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByText('此项必填').first().waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await dialog.getByLabel('账号或编号').fill('6222000000006781')
    await dialog.getByLabel('登记时间（北京时间）').fill('2026-11-29 09:30:00')
    await page.keyboard.press('Enter')
    await isUsable(page, 'institution-answer.zh-CN')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await page.getByText('办理事项 answerOrder').waitFor()
    await sign(page)
    expect(bodies).toEqual([
      {
        kind: 'REGISTERED',
        number: '6222000000006781',
        registeredAtMs: Date.parse('2026-11-29T09:30:00+08:00'),
        amountCents: 32_000_000,
        shortfall: null,
      },
    ])
    expect(urls.filter((url) => url.includes('6222000000006781'))).toEqual([])
    const row = gateway.state.outbox[0]!
    const refusal = { codespace: 'measure', code: 6, name: 'TimeOrder', facts: {} }
    gateway.state.outbox[0] = { ...row, state: 'refused', isFinal: true, refusal }
    gateway.emit('outbox')
    await page.getByRole('alert').getByText('时间先后不符，或尚未到来').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an order is rejected with its reason; an objection has its grounds', async () => {
    const { page, gateway } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'])
    const bodies: unknown[] = []
    page.on('request', (request) => {
      if (/\/(answer|objections)$/.test(request.url())) bodies.push(request.postDataJSON())
    })
    await settled(page)
    await page.getByRole('button', { name: '反馈结果' }).click()
    await page.getByRole('dialog').getByLabel('类别').click()
    await page.locator('.ant-select-item-option', { hasText: '退回' }).click()
    await page.getByRole('dialog').getByLabel('理由').click()
    await page.locator('.ant-select-item-option', { hasText: '权利人不是被执行人' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
    await sign(page)
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('button', { name: '提出异议' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('工资专户（虚构）')
    await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.locator('[aria-current=step]', { hasText: '已受理' }).waitFor()
    expect(bodies).toEqual([{ kind: 'REJECTED', code: 'SUBJECT_DIFFERS', rule: null }, { grounds: '工资专户（虚构）' }])
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('what may not be done is not offered: revoked, answered, or with an annex that is not what was signed', async () => {
    const { page, gateway } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'], {
      getInboxOrder: () => ({
        ...order,
        annex: 'WRONG' as const,
        request: null,
        mayAnswer: false,
        instrument: { ...order.instrument, isRevoked: true },
      }),
    })
    await page.getByText('裁定已被撤销').waitFor()
    expect(await page.getByText('附件与所签内容不符').count()).toBe(2)
    expect(await page.getByRole('button', { name: '反馈结果' }).count()).toBe(0)
    expect(await page.getByText('被执行人姓名').count()).toBe(0)
    await isUsable(page, 'institution-revoked.zh-CN')
    gateway.answer('getInboxOrder', () => ({
      ...order,
      state: 'RETRIEVED' as const,
      mayAccept: true,
      mayAnswer: false,
    }))
    await page.reload()
    await page.getByRole('button', { name: '受理' }).click()
    await page.getByText('办理事项 acceptOrder').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('an empty in-box, one that failed, and one of another role say so', async () => {
    const { page, gateway } = await begin('/inbox', 'institution', ['INSTITUTION_OPERATOR'], {
      listInbox: () => ({ items: [], next: null }),
    })
    await page.getByText('没有这一状态的事项').waitFor()
    gateway.answer('listInbox', () => {
      throw new Refused(500, 'INTERNAL')
    })
    await page.locator('.ant-segmented-item', { hasText: '全部' }).click()
    await page.getByText('未能完成：INTERNAL').waitFor()
    await isUsable(page, 'inbox.error.zh-CN')
    gateway.state.roles = ['OPERATOR']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('two of the same second on one line are for a person to look at; the history has its rules', async () => {
    const { page, gateway } = await begin(`/lines/${ASSET_KEY}`, 'institution', ['INSTITUTION_OPERATOR'], {
      getAssetLine: () => ({ ...line, review: true }),
    })
    await page.getByText('登记时间相同').waitFor()
    await page.getByText('共 1 项').first().click()
    await page.getByText('R20-11').first().waitFor()
    expect(gateway.faults).toEqual([])
  })
})
