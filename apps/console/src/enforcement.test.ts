import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, settled } from './testing/browser.ts'
import { draft, DRAFT_ID, view } from './testing/samples/enforcement.ts'
import { halt } from './testing/samples/institution.ts'
import { CASE_ID, DIGEST, OTHER_DIGEST } from './testing/samples/scene.ts'
import { addressesOf, bodiesOf, choose, closeDialog, isUsable, next, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: enforcement in the console (no /usr/bin/chromium)')

const CASE = `/enforcement/cases/${CASE_ID}`
const DRAFT = `/enforcement/drafts/${DRAFT_ID}`

describe.skipIf(!hasBrowser)('enforcement', () => {
  const { begin, start, visit } = useVisits()

  async function numbers(page: Page): Promise<void> {
    await page.getByLabel('裁定文书号').fill('（2026）京0101执2345号之三')
    await page.getByLabel('协助执行通知书文号').fill('（2026）京0101执2345号协执3')
    await next(page)
  }

  test('an officer takes the plan, departs from it with reasons, and proposes the ruling; the ledger’s refusal is said', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'])
    const bodies = bodiesOf(page, /\/control-rulings$/)
    await settled(page)
    await page.getByText('计算步骤（3 步）').click()
    await page.getByText('加倍部分债务利息').waitFor()
    await page.getByRole('button', { name: '拟定方案' }).click()
    await page.getByText('已发现的财产只能清偿一部分').waitFor()
    const propose = page.getByRole('button', { name: '拟制裁定' }).first()
    expect(await propose.isEnabled()).toBe(true)
    await page.getByRole('button', { name: '加入：小型轿车 示例牌' }).click()
    expect(await propose.isDisabled()).toBe(true)
    await page.getByLabel('控制金额：小型轿车 示例牌').fill('100000')
    await page.getByLabel('期限：小型轿车 示例牌').fill('24')
    await page.getByLabel('理由：小型轿车 示例牌').fill('急')
    await page.getByText('请写明理由，至少四个字').waitFor()
    expect(await propose.isDisabled()).toBe(true)
    await page.getByLabel('理由：小型轿车 示例牌').fill('被执行人正在联系买家（虚构）')
    await isUsable(page, 'enforcement-plan.zh-CN')
    await propose.click()
    await numbers(page)
    await page.getByText('办理事项 proposeControl').waitFor()
    expect(bodies).toEqual([])
    await sign(page)
    const body = bodies[0] as { controls: { cents: number; months: number; reasons?: string }[]; leftOut: unknown[] }
    expect(body.controls.map(({ cents, months, reasons }) => [cents, months, reasons])).toEqual([
      [72_256_600, 36, undefined],
      [10_000_000, 24, '被执行人正在联系买家（虚构）'],
    ])
    expect(body.leftOut).toEqual([])
    gateway.refuse('enforcement', 'OverControl')
    await page.getByRole('alert').getByText('查控金额将超过应执行金额').waitFor()
    await page.getByRole('alert').getByText('账本未作任何变更').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an officer asks all institutions at once, and changes the measures that were chosen', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'])
    const queries = bodiesOf(page, /\/queries$/)
    const rulings = bodiesOf(page, /\/measure-rulings$/)
    await settled(page)
    await page.getByRole('button', { name: '查询财产' }).click()
    await page.getByLabel('协助执行通知书文号').fill('（2026）京0101执2345号协查1')
    await isUsable(page, 'enforcement-query.zh-CN')
    await next(page)
    await sign(page)
    expect(queries).toMatchObject([{ institutions: ['bank', 'land', 'vehicles'], answerHours: 24 }])
    await closeDialog(page)

    expect(await page.getByRole('button', { name: '拟制变更裁定' }).isDisabled()).toBe(true)
    const measures = page.getByRole('region', { name: '查封冻结措施' })
    await measures.getByLabel('选择：个人结算账户 ****6781').check()
    await page.getByRole('button', { name: '拟制变更裁定' }).click()
    await numbers(page)
    await sign(page)
    expect(rulings).toMatchObject([{ orders: [{ action: 'RELEASE' }], validTo: null }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a lower limit is offered for measures that hold money, and not where a vehicle is among them', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'])
    const [control] = view.controls
    if (control === undefined) throw new RangeError('the sample case has no measure')
    const vehicle = { ...control, orderId: `${'e7'.repeat(32)}-0`, asset: 'VEHICLE' as const, label: '小型轿车 示例牌' }
    gateway.answer('getEnforcement', () => ({ ...view, controls: [...view.controls, vehicle] }))
    await settled(page)
    const offered = async (...labels: readonly string[]): Promise<number> => {
      await page.reload()
      const measures = page.getByRole('region', { name: '查封冻结措施' }).first()
      for (const label of labels) await measures.getByLabel(`选择：${label}`).check()
      await page.getByRole('button', { name: '拟制变更裁定' }).click()
      await page.getByRole('dialog').getByRole('combobox').first().click()
      const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
      await options.filter({ hasText: '解除' }).first().waitFor()
      return options.filter({ hasText: '减少限额' }).count()
    }
    expect(await offered('个人结算账户 ****6781')).toBe(1)
    expect(await offered('小型轿车 示例牌')).toBe(0)
    expect(await offered('个人结算账户 ****6781', '小型轿车 示例牌')).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('what an officer holds a thing to be worth goes to the vault with its ground, and not without', async () => {
    const { page, gateway } = await begin(CASE, 'court', ['COURT_ENFORCER'])
    const bodies = bodiesOf(page, /\/estimate$/)
    await settled(page)
    await page.getByRole('button', { name: '估计价值: 小型轿车 示例牌' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('估计价值').last().fill('80000')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('请写明理由，至少四个字').waitFor()
    expect(gateway.calls).not.toContain('estimateProperty')
    await dialog.getByLabel('依据').fill('参考二手车成交价（虚构）')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(bodies).toMatchObject([{ valueCents: 8_000_000, divisible: false }])
    expect(gateway.faults).toEqual([])
  })

  test('a judge signs what was shown, by its digest; who drew it up may not, and withdraws it', async () => {
    const { page, gateway, faults } = await begin(DRAFT, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/approval$/)
    await page.getByText('查封被执行人所有的小型轿车一辆').first().waitFor()
    await page.getByText('被执行人正在联系买家').waitFor()
    // 71 hours by the ledger's time, whatever this machine's is.
    await page.getByText('剩余 2 天').waitFor()
    expect(await page.getByRole('button', { name: '撤回' }).count()).toBe(0)
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await page.getByText('办理事项 signDraft').waitFor()
    await isUsable(page, 'draft-sign.zh-CN')
    const askedAnew = page.waitForResponse((response) => response.url().endsWith(`/drafts/${DRAFT_ID}`))
    gateway.emit('enforcement')
    await askedAnew
    await sign(page)
    expect(bodies).toEqual([{ digest: OTHER_DIGEST }])
    expect(gateway.calls.filter((name) => name === 'previewAct')).toHaveLength(1)
    gateway.refuse('order', 'EffectsHalted')
    await page.getByRole('alert').getByText('两名人员已暂停新的执行效力').waitFor()
    gateway.answer('getDraft', () => ({ ...draft, mayApprove: false }))
    await page.reload()
    await page.getByText('须由另一人签署').waitFor()
    expect(await page.getByRole('button', { name: '签署', exact: true }).count()).toBe(0)
    gateway.state.roles = ['COURT_ENFORCER']
    await page.reload()
    await page.getByRole('button', { name: '撤回' }).waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a judge decides against a proposal of the ledger with reasons, revokes, and stays', async () => {
    const { page, gateway } = await begin(CASE, 'court', ['COURT_JUDGE'])
    const dismissals = bodiesOf(page, /\/dismissal$/)
    await settled(page)
    await page.getByRole('button', { name: '不采纳: 个人结算账户 ****6781' }).first().click()
    await next(page)
    await page.getByRole('dialog').getByText('请写明理由，至少四个字').waitFor()
    await page.getByRole('dialog').getByLabel('理由').fill('另案保全，暂不减少（虚构）')
    await next(page)
    await sign(page)
    expect(dismissals).toEqual([{ reasons: '另案保全，暂不减少（虚构）' }])
    expect(await page.getByRole('button', { name: '登记履行' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '中止执行' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: /^撤销: / }).count()).toBe(2)
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('opening a case asks for what is missing before anything is signed; names and numbers stand in no address', async () => {
    const { page, gateway, faults } = await begin('/enforcement/new', 'court', ['COURT_ENFORCER'])
    const urls = addressesOf(page)
    const bodies = bodiesOf(page, /\/enforcement\/cases$/)
    await settled(page)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('案件代号为32位十六进制数字').waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await page.getByLabel('案件代号').fill(CASE_ID)
    await page.getByLabel('生效法律文书').fill(DIGEST)
    await page.getByLabel('生效日').fill('2026-07-31')
    await page.keyboard.press('Enter')
    await page.getByLabel('本金').fill('1000000')
    await page.getByLabel('姓名或名称').fill('钱示例')
    await page.getByLabel('证件号码').fill('11010119900101002X')
    await page.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(bodies).toMatchObject([
      { caseId: CASE_ID, claim: { principalCents: 100_000_000, general: null }, debtors: [{ name: '钱示例' }] },
    ])
    expect(urls.filter((url) => url.includes('钱示例') || url.includes('11010119900101002X'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('who applies and on which document is told with the case; a basis is whole or absent', async () => {
    const { page, gateway, faults } = await begin('/enforcement/new', 'court', ['COURT_ENFORCER'])
    const bodies = bodiesOf(page, /\/enforcement\/cases$/)
    await settled(page)
    await page.getByLabel('案件代号').fill(CASE_ID)
    await page.getByLabel('生效法律文书').fill(DIGEST)
    await page.getByLabel('生效日').fill('2026-07-31')
    await page.keyboard.press('Enter')
    await page.getByLabel('作出机关').fill('示例市示例区人民法院')
    await page.getByLabel('本金').fill('1000000')
    await page.getByLabel('姓名或名称').fill('钱示例')
    await page.getByLabel('证件号码').fill('11010119900101002X')
    await page.getByRole('button', { name: '添加 申请执行人' }).click()
    const applicant = page.getByRole('group', { name: '第 1 名申请执行人' })
    await applicant.getByLabel('姓名或名称').fill('孙示例')
    await applicant.getByLabel('证件号码').fill('110101198801010030')
    await applicant.getByLabel('住所').fill('示例路2号')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('此项必填').first().waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await choose(page, '文书种类', '民事判决书')
    await page.getByLabel('文书号', { exact: true }).fill('（2025）京0101民初1号')
    await isUsable(page, 'enforcement-new.zh-CN')
    await page.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(bodies).toMatchObject([
      {
        debtors: [{ name: '钱示例' }],
        applicants: [{ name: '孙示例', idType: 'RESIDENT_ID', idNo: '110101198801010030', address: '示例路2号' }],
        basis: { type: 'JUDGMENT', issuer: '示例市示例区人民法院', number: '（2025）京0101民初1号' },
      },
    ])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a person concerned is named in the case, and the number stands in no address', async () => {
    const { page, gateway } = await begin(CASE, 'court', ['COURT_ENFORCER'], {
      nameParty: ({ params, body }) => ({
        caseId: params['caseId'] ?? '',
        part: (body as { readonly part: 'THIRD_PARTY' }).part,
      }),
    })
    const bodies = bodiesOf(page, /\/parties$/)
    const urls = addressesOf(page)
    await settled(page)
    await page.getByRole('button', { name: '登记当事人或案外人' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('姓名或名称').fill('周示例')
    await dialog.getByLabel('证件号码').fill('身份证')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('证件号码只含字母').waitFor()
    expect(gateway.calls).not.toContain('nameParty')
    await choose(page, '身份', '案外人、第三人')
    await dialog.getByLabel('证件号码').fill('110101197703030044')
    await isUsable(page, 'enforcement-name-party.zh-CN')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(bodies).toEqual([{ part: 'THIRD_PARTY', name: '周示例', idType: 'RESIDENT_ID', idNo: '110101197703030044' }])
    expect(urls.filter((url) => url.includes('周示例') || url.includes('110101197703030044'))).toEqual([])
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('a new order says which earlier one it takes the place of, and the case shows it', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'])
    const rulings = bodiesOf(page, /\/measure-rulings$/)
    await settled(page)
    await page.getByRole('region', { name: '查封冻结措施' }).first().getByLabel('选择：个人结算账户 ****6781').check()
    await page.getByRole('button', { name: '拟制变更裁定' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '说明与先前事项的关系' }).click()
    await choose(page, '关系', '代替')
    await page.getByRole('combobox', { name: '先前事项' }).click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    await isUsable(page, 'enforcement-relation.zh-CN')
    await numbers(page)
    await sign(page)
    const [order] = view.orders.filter(({ effect }) => effect.action !== 'QUERY')
    expect(rulings).toMatchObject([
      { orders: [{ action: 'RELEASE', relation: { kind: 'SUPERSEDES', orderId: order?.orderId } }] },
    ])
    const orderId = order?.orderId ?? ''
    gateway.answer('getEnforcement', () => ({
      ...view,
      orders: view.orders.map((one, at) => ({
        ...one,
        relation: at === 0 ? { kind: 'CORRECTS' as const, orderId } : null,
      })),
    }))
    await page.reload()
    await page.getByText('全部 ').click()
    await page.getByText('与先前事项的关系').waitFor()
    await page.getByText('更正', { exact: true }).waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('cards of an officer are filed once they are well formed', async () => {
    const { page, gateway } = await begin('/enforcement/officers', 'court', ['COURT_PERSONNEL'])
    await settled(page)
    await page.getByLabel('经办人编号').fill('enforcer')
    await page.getByLabel('姓名').fill('孙示例')
    await page.getByLabel('工作证').fill('不是编号')
    await page.getByLabel('执行公务证').fill('D-0077')
    await page.getByRole('button', { name: '备案证件' }).click()
    await page.getByText('证件编号只含字母').waitFor()
    expect(gateway.calls).not.toContain('fileOfficerCards')
    await page.getByLabel('工作证').fill('W-0031')
    await page.getByRole('button', { name: '备案证件' }).click()
    await page.getByRole('status').getByText('已备案').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('the kill switch is thrown by a second person of another role, and its state is said', async () => {
    const { page, gateway, faults } = await begin('/halt', 'court', ['COURT_PRESIDENT'])
    const bodies = bodiesOf(page, /\/approval$/)
    await page.getByText('正常运行').waitFor()
    await page.getByRole('button', { name: '同意停止' }).click()
    await sign(page)
    expect(bodies).toEqual([{ digest: OTHER_DIGEST }])
    gateway.refuse('order', 'HaltUnchanged')
    await page.getByRole('alert').getByText('开关已经如此').waitFor()
    gateway.answer('getHalt', () => ({
      ...halt,
      halted: true,
      reason: 'INCIDENT',
      sinceMs: 0,
      proposals: halt.proposals.map((one) => ({ ...one, mayApprove: false })),
    }))
    await page.reload()
    await page.getByText('新的执行效力已停止').waitFor()
    await page.getByText('安全事件').waitFor()
    await page.getByRole('button', { name: '恢复运行' }).waitFor()
    expect(await page.getByRole('button', { name: '同意停止' }).count()).toBe(0)
    await isUsable(page, 'halt-on.zh-CN')
    gateway.state.roles = ['COURT_JUDGE']
    await page.reload()
    await page.getByText('新的执行效力已停止').waitFor()
    expect(await page.getByRole('button', { name: '恢复运行' }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a supervisor chooses months; a month that is none is not asked for; a clerk is told that the role is missing', async () => {
    const { page, gateway } = await begin('/supervision', 'court', ['SUPERVISOR'])
    await settled(page)
    await page.getByLabel('起始月 2026-01').fill('2026-13')
    expect(await page.getByRole('button', { name: '查询', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('起始月 2026-01').fill('2026-10')
    const asked = page.waitForResponse((response) => response.url().includes('from=2026-10'))
    await page.getByRole('button', { name: '查询', exact: true }).click()
    expect((await asked).status()).toBe(200)
    gateway.state.roles = ['COURT_CLERK']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('a case that is loading, that failed, that is halted and that has nothing yet says so', async () => {
    const gateway = await start('court', ['COURT_ENFORCER'])
    gateway.holdBack.add('getEnforcement')
    const { page } = await visit(CASE)
    await page.getByRole('status', { name: '正在加载' }).waitFor()
    gateway.holdBack.clear()
    gateway.answer('getEnforcement', () => {
      throw new Refused(503, 'ZONE_UNREACHABLE')
    })
    await page.reload()
    await page.getByText('未能完成：ZONE_UNREACHABLE').waitFor()
    gateway.answer('getEnforcement', () => ({
      ...view,
      isHalted: true,
      property: [],
      orders: [],
      controls: [],
      proposals: [],
      drafts: [],
      instruments: [],
    }))
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('尚未查询财产').waitFor()
    await page.getByText('新的执行效力已停止').waitFor()
    expect(await page.getByRole('button', { name: '查询财产' }).count()).toBe(0)
    await isUsable(page, 'enforcement.empty.zh-CN')
    gateway.answer('getEnforcement', () => {
      throw new Refused(500, 'INTERNAL')
    })
    gateway.emit('enforcement')
    await page.getByText('内容可能不是最新').waitFor()
    expect(await page.getByText('尚未查询财产').isVisible()).toBe(true)
    expect(gateway.faults).toEqual([])
  }, 60_000)
})
