import type { Alarm, AssetLinePages, InstitutionOrderView } from '@xiezhi/gateway-api'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSPHRASE, Refused } from './testing/answers.ts'
import { hasBrowser, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import { ASSET_KEY, CLIENT, endedAlarms, line, order, ORDER_ID } from './testing/samples/institution.ts'
import { addressesOf, bodiesOf, choose, next } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: institutions in the console (no /usr/bin/chromium)')

const ORDER = `/inbox/${CLIENT}/${ORDER_ID}`

/** What the register of the test states. */
const FOUND = {
  kind: 'FOUND',
  outcome: 'FOUND',
  accounts: [],
  estates: [
    {
      unit: '999999001001GB00001F00010001',
      certificateNo: '示例不动产权第0000001号',
      location: '示例路1号101房',
      rightKind: '房屋所有权',
      areaCm2: 1_205_000,
      ownerShare: '1/2',
      mortgages: [
        {
          holder: '示例银行',
          amountCents: 30_000_000,
          registeredAtMs: Date.parse('2020-01-01T09:00:00+08:00'),
        },
      ],
    },
  ],
  vehicles: [
    {
      plate: '示A00001',
      vehicleNo: 'LSAMP0E0000000001',
      brand: '示例牌',
      isBookSealed: false,
      isDetained: true,
    },
  ],
}

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
    const { page, gateway } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'], {
      getInboxOrder: () => ({ ...order, state: 'RETRIEVED' as const, mayAccept: true }),
    })
    const bodies: unknown[] = []
    page.on('request', (request) => {
      if (/\/(answer|objections)$/.test(request.url())) bodies.push(request.postDataJSON())
    })
    await settled(page)
    await page.getByRole('button', { name: '反馈结果' }).click()
    // Not taken on: it can be returned, and not carried out.
    await page.getByRole('dialog').getByText('退回', { exact: true }).waitFor()
    expect(await page.getByRole('dialog').getByLabel('登记时间（北京时间）').count()).toBe(0)
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

  test('a registry answers a query with what stands in its register: units with their mortgages, and vehicles', async () => {
    const { page, gateway, faults } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'], {
      getInboxOrder: () => ({ ...order, effect: { ...order.effect, action: 'QUERY' as const, limitCents: null } }),
    })
    const bodies = bodiesOf(page, /\/answer$/)
    const urls = addressesOf(page)
    await settled(page)
    await page.getByRole('button', { name: '反馈结果' }).click()
    await choose(page, '查询结果', '有财产')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '添加不动产' }).click()
    await next(page)
    await dialog.getByText('不动产单元号为28位数字或大写字母').waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    const unit = dialog.getByRole('group', { name: '第 1 处不动产' })
    await unit.getByLabel('不动产单元号').fill('999999001001GB00001F00010001')
    await unit.getByLabel('权证号').fill('示例不动产权第0000001号')
    await unit.getByLabel('坐落').fill('示例路1号101房')
    await unit.getByLabel('权利类型').fill('房屋所有权')
    await unit.getByLabel('面积').fill('120.5')
    await unit.getByLabel('权利人份额').fill('1/2')
    await unit.getByRole('button', { name: '添加抵押' }).click()
    await unit.getByLabel('抵押权人').fill('示例银行')
    await unit.getByLabel('担保债权数额').fill('300000')
    await unit.getByLabel('抵押登记时间').fill('2020-01-01 09:00:00')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: '添加车辆' }).click()
    const car = dialog.getByRole('group', { name: '第 1 辆车' })
    await car.getByLabel('号牌号码').fill('示A00001')
    await car.getByLabel('车辆识别代号').fill('LSAMP0E0000000001')
    await car.getByLabel('品牌型号').fill('示例牌')
    await car.getByLabel('已实际扣押').check()
    await isUsable(page, 'institution-found.zh-CN')
    await next(page)
    await sign(page)
    expect(bodies).toEqual([FOUND])
    expect(urls.filter((url) => url.includes('LSAMP0E0000000001') || url.includes('GB00001F'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an alarm about the form of an answer is ended with reasons; one about what is under control is not', async () => {
    const [ended] = endedAlarms
    const open = (kind: string, zh: string, number: number): Alarm => ({
      ...(ended as Alarm),
      id: `institution:8a1d2f10-0000-4000-8000-00000000000${number}`,
      kind,
      text: { zh, en: kind },
      state: 'OPEN' as const,
      resolution: null,
    })
    const alarms = [open('PART_MISSING', '反馈缺少应有部分', 7), open('OVER_CONTROLLED', '控制金额超过限额', 8)]
    const { page, gateway, faults } = await begin('/alarms', 'institution', ['INSTITUTION_OPERATOR'], {
      listAlarms: () => ({ items: alarms, next: null }),
      endInstitutionAlarm: ({ params }) => ({ alarmId: params['alarmId'] ?? '', endedAtMs: 1 }),
    })
    const bodies: unknown[] = []
    page.on('request', (request) => {
      if (/\/alarms\/[0-9a-f-]+\/end$/.test(request.url()))
        bodies.push([request.url().slice(-40), request.postDataJSON()])
    })
    await settled(page)
    await page.getByText('控制金额超过限额').waitFor()
    expect(await page.getByRole('button', { name: /^终结告警/ }).count()).toBe(1)
    await page.getByRole('button', { name: /^终结告警: 反馈缺少应有部分/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('请写明理由，至少四个字').waitFor()
    expect(bodies).toEqual([])
    await dialog.getByLabel('理由').fill('已电话核实，账户已销户（虚构）')
    gateway.answer('listAlarms', () => ({ items: alarms.slice(1), next: null }))
    gateway.answer('listEndedAlarms', () => ({
      items: [
        {
          ...(ended as NonNullable<typeof ended>),
          endedBy: 'operator-1',
          reasons: '已电话核实（虚构）',
          reasonsState: 'held' as const,
        },
      ],
      next: null,
    }))
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(bodies).toEqual([
      ['8a1d2f10-0000-4000-8000-000000000007/end', { reasons: '已电话核实，账户已销户（虚构）' }],
    ])
    await page.getByText('已电话核实（虚构）').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('measures that left a full line are shown some at a time, in their order', async () => {
    const rowAt = (n: number): AssetLinePages['rows'][number] => ({
      measureId: n.toString(16).padStart(32, '0'),
      n,
      registeredAtMs: Date.parse('2026-01-05T10:02:09+08:00') + n,
      state: 'EXPIRED',
      stateText: { zh: '期满失效', en: 'expired' },
      to: `2026-02-0${n}`,
      endedAtMs: null,
    })
    const { page, gateway } = await begin(`/lines/${ASSET_KEY}`, 'institution', ['INSTITUTION_OPERATOR'], {
      getAssetLinePages: ({ query: { after } }) => ({
        assetKey: ASSET_KEY,
        ...(after === undefined ? { rows: [rowAt(1), rowAt(2)], next: 2 } : { rows: [rowAt(3)], next: null }),
      }),
    })
    const pages = page.getByRole('region', { name: '已移出顺位的措施' }).first()
    await pages.getByText('2026-02-02').waitFor()
    await isUsable(page, 'line-pages.zh-CN')
    await page.getByRole('button', { name: '下一页' }).click()
    await page.getByText('2026-02-03').waitFor()
    expect(await page.getByText('2026-02-01').count()).toBe(0)
    expect(await page.getByRole('button', { name: '下一页' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '上一页' }).click()
    await page.getByText('2026-02-01').waitFor()
    expect(gateway.faults).toEqual([])
  })

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

  test('a conversion names debtor and property from the first order of its measure, and says when it cannot', async () => {
    const firstId = `${'04'.repeat(32)}-0`
    const action = 'CONVERT_TO_DISPOSAL'
    const conversion = (first: InstitutionOrderView['first']): InstitutionOrderView => ({
      ...order,
      action,
      effect: { ...order.effect, action, limitCents: null, months: null },
      request: null,
      first,
    })
    const held = { order: { client: CLIENT, orderId: firstId }, request: order.request }
    const { page, gateway } = await begin(ORDER, 'institution', ['INSTITUTION_OPERATOR'], {
      getInboxOrder: () => conversion({ ...held, subjectState: 'SAME' }),
    })
    const about = page.getByRole('region', { name: '被执行人与财产' })
    await about.getByText('与本令所签对象一致').waitFor()
    await about.getByText('钱示例（虚构）').waitFor()
    await about.getByText('6222000000006781（虚构）').waitFor()
    expect(await about.getByRole('status').count()).toBe(0)
    expect(await about.getByRole('link', { name: '打开首次指令' }).getAttribute('href')).toBe(
      `/inbox/${CLIENT}/${firstId}`,
    )
    await isUsable(page, 'inbox-first-order.zh-CN')
    for (const [subjectState, request, words] of [
      ['DIFFERS', order.request, '请先向法院核实'],
      ['UNCHECKED', order.request, '本令的附件取得后'],
      ['NOT_HELD', null, '首次指令的附件没有收到'],
    ] as const) {
      gateway.answer('getInboxOrder', () => conversion({ ...held, subjectState, request }))
      await page.reload()
      await about.getByRole('status').getByText(words).waitFor()
      expect(await about.getByText('钱示例（虚构）').count()).toBe(request === null ? 0 : 1)
    }
    await isUsable(page, 'inbox-first-order-not-held.zh-CN')
    gateway.answer('getInboxOrder', () => conversion({ order: null, subjectState: 'MEASURE_UNKNOWN', request: null }))
    await page.reload()
    await about.getByText('本机构没有本令所指的措施').first().waitFor()
    expect(await about.getByRole('link').count()).toBe(0)
    expect(gateway.faults).toEqual([])
  })

  test.each(['/measures', `/lines/${ASSET_KEY}`, '/our-objections'])(
    '%s names the courts, with their ids',
    async (path) => {
      const { page, gateway, faults } = await begin(path, 'institution', ['INSTITUTION_OPERATOR'])
      await settled(page)
      const cell = page.getByRole('cell').filter({ hasText: '示例市示例区人民法院' })
      await cell.getByText('court-a').first().waitFor()
      expect([faults, gateway.faults]).toEqual([[], []])
    },
  )

  test('an in-box names the courts; an empty one, one that failed, and one of another role say so', async () => {
    const { page, gateway } = await begin('/inbox', 'institution', ['INSTITUTION_OPERATOR'])
    const row = page.getByRole('row').filter({ hasText: '示例市示例区人民法院' })
    await row.getByText('court-a').waitFor()
    await row.getByText('剩余 20 小时').waitFor()
    gateway.answer('listInbox', () => ({ items: [], next: null }))
    await page.locator('.ant-segmented-item', { hasText: '已办理' }).click()
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
