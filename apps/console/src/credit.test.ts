import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import type { TestGateway } from './testing/gateway.ts'
import { hasBrowser, settled } from './testing/browser.ts'
import { CONSUMPTION_ID, CREDIT_DRAFT_ID, creditDraft, ENTRY_ID, entry, judgement } from './testing/samples/credit.ts'
import { view } from './testing/samples/enforcement.ts'
import { CASE_ID, DIGEST, OTHER_DIGEST } from './testing/samples/scene.ts'
import { addressesOf, bodiesOf, choose, closeDialog, isUsable, next, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: credit lists in the console (no /usr/bin/chromium)')

const CASE = `/credit/cases/${CASE_ID}`
const ENTRY = `/credit/entries/${ENTRY_ID}`

function refuse(gateway: TestGateway, codespace: string, name: string): void {
  const row = gateway.state.outbox.at(-1)!
  const refusal = { codespace, code: 2, name, facts: {} }
  gateway.state.outbox[gateway.state.outbox.length - 1] = { ...row, state: 'refused', isFinal: true, refusal }
  gateway.emit('outbox')
}

describe.skipIf(!hasBrowser)('credit lists at the court', () => {
  const { begin, start, visit } = useVisits()

  async function fillPublished(page: Page): Promise<void> {
    await page.getByLabel('地域').fill('北京')
    await page.getByLabel('执行依据文号').fill('（2026）京0101民初12345号')
    await page.getByLabel('作出单位').fill('示例区人民法院（虚构）')
    await page.getByLabel('生效法律文书确定的义务').fill('支付货款（虚构）')
  }

  test('a judge asks the law first; what it forbids cannot be proposed, and another answer is asked for when a fact changes', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_JUDGE'], {
      evaluateListing: () => ({
        ...judgement,
        verdict: 'BLOCK',
        verdictText: { zh: '不得纳入', en: 'Must not be listed' },
      }),
    })
    const bodies = bodiesOf(page, /\/listings$/)
    const urls = addressesOf(page)
    await settled(page)
    const propose = page.getByRole('button', { name: '拟制纳入决定' })
    expect(await propose.isDisabled()).toBe(true)
    await page.getByRole('button', { name: '核查能否纳入' }).click()
    await page.getByText('此项必填').first().waitFor()
    expect(gateway.calls).not.toContain('evaluateListing')
    await choose(page, '情形', '违反财产报告制度 · 失信规定第一条第（4）项')
    await page.getByLabel('出生日期').fill('1990-01-01')
    await page.keyboard.press('Enter')
    await choose(page, '性别', '男')
    await fillPublished(page)
    await page.getByLabel('决定书文号').fill('（2026）京0101执2345号之五')
    await page.getByLabel('已提供充分有效担保').check()
    await page.getByRole('button', { name: '核查能否纳入' }).click()
    await page.getByRole('alert').getByText('依法不得纳入').waitFor()
    expect(await propose.isDisabled()).toBe(true)
    await isUsable(page, 'credit-blocked.zh-CN')

    gateway.answer('evaluateListing', () => judgement)
    await page.getByLabel('已提供充分有效担保').uncheck()
    await page.getByText('先核查，再拟制。').waitFor()
    expect(await propose.isDisabled()).toBe(true)
    await page.getByRole('button', { name: '核查能否纳入' }).click()
    await page.getByText('符合第四项情形，期限二年').waitFor()
    await propose.click()
    await page.getByText('办理事项 proposeListing').waitFor()
    expect(bodies).toEqual([])
    await sign(page)
    expect(bodies).toMatchObject([
      {
        debtorId: view.debtors[0]!.debtorId,
        situation: 4,
        decisionNo: '（2026）京0101执2345号之五',
        statement: { hasSufficientSecurity: false, sealedNetCents: 0, deletedAtSameApplicantsRequestOn: null },
        published: { sex: 'MALE', birthDate: '1990-01-01', representative: null, performance: 'NONE' },
      },
    ])
    expect(urls.filter((url) => url.includes('1990-01-01') || url.includes('示例'))).toEqual([])
    refuse(gateway, 'listing', 'NotListable')
    await page.getByRole('alert').getByText('依法不得纳入').last().waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('limits of a unit name its responsible persons; a natural person has none', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_PRESIDENT'], {
      getEnforcement: () => ({
        ...view,
        debtors: [{ ...view.debtors[0]!, kind: 'ENTERPRISE', name: '示例贸易有限公司（虚构）' }],
      }),
    })
    const bodies = bodiesOf(page, /\/consumption-orders$/)
    await settled(page)
    await page.getByText('限制消费', { exact: true }).last().click()
    await page.getByRole('checkbox', { name: '旅游、度假' }).uncheck()
    await page.getByRole('button', { name: '添加 相关责任人员' }).click()
    await page.getByLabel('姓名', { exact: true }).fill('孙示例')
    await page.getByLabel('证件号码').fill('11010119900101003X')
    await page.getByLabel('法定代表人或负责人').fill('孙示例')
    await fillPublished(page)
    await page.getByLabel('决定书文号').fill('（2026）京0101执2345号之六')
    await isUsable(page, 'credit-consumption-form.zh-CN')
    await page.getByRole('button', { name: '拟制限制消费令' }).click()
    await sign(page)
    expect(bodies).toMatchObject([
      {
        categories: [1, 2, 3, 4, 5, 7, 8, 9],
        coSubjects: [
          {
            role: 'LEGAL_REPRESENTATIVE',
            name: '孙示例',
            certificateType: 'RESIDENT_ID',
            certificateNumber: '11010119900101003X',
          },
        ],
        published: { representative: '孙示例', sex: null, birthDate: null },
      },
    ])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('the president signs what was spelled out, by its digest; who proposed it may not', async () => {
    const { page, gateway, faults } = await begin(`/credit/drafts/${CREDIT_DRAFT_ID}`, 'court', ['COURT_PRESIDENT'])
    const bodies = bodiesOf(page, /\/approval$/)
    await page.getByText('送达后公布，并告知4家订阅单位').waitFor()
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await page.getByText('办理事项 signCreditDraft').waitFor()
    await isUsable(page, 'credit-draft-sign.zh-CN')
    await sign(page)
    expect(bodies).toEqual([{ digest: OTHER_DIGEST }])
    gateway.answer('getCreditDraft', () => ({ ...creditDraft, mayApprove: false }))
    await page.reload()
    await page.getByText('须由另一职务的另一人签署').waitFor()
    expect(await page.getByRole('button', { name: '签署', exact: true }).count()).toBe(0)
    gateway.state.roles = ['COURT_ENFORCER']
    await page.reload()
    await page.getByText('送达后公布，并告知4家订阅单位').waitFor()
    expect(await page.getByRole('button', { name: '撤回' }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an entry offers what its state and the role let be done, each with what it needs', async () => {
    const { page, gateway, faults } = await begin(ENTRY, 'court', ['COURT_JUDGE'])
    const events = bodiesOf(page, /\/events$/)
    const deletions = bodiesOf(page, /\/deletion-decision$/)
    const decisions = bodiesOf(page, /\/objection-decision$/)
    await settled(page)
    expect(await page.getByRole('button', { name: '登记送达' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '登记书面纠正申请' }).count()).toBe(0)
    await page.getByRole('button', { name: '登记事由' }).click()
    await choose(page, '事由', '终结本次执行程序后多次查询无财产')
    await page.getByLabel('终本后未查到财产的查询次数').fill('2')
    await page.getByLabel('证明文书（只登记摘要）').fill('不是摘要')
    await next(page)
    await page.getByRole('dialog').getByText('sha256').first().waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await page.getByLabel('证明文书（只登记摘要）').fill(DIGEST)
    await isUsable(page, 'credit-event.zh-CN')
    await next(page)
    await sign(page)
    expect(events).toMatchObject([
      { event: 'ROUND_ENDED_NO_ASSETS', searchesWithoutAssets: 2, hasOtherClue: false, documentDigest: DIGEST },
    ])
    await closeDialog(page)

    await page.getByRole('button', { name: '决定提前删除' }).click()
    await page.getByLabel('决定书文号').last().fill('（2026）京0101执2345号之七')
    await page.getByRole('radio', { name: '不予' }).check()
    await next(page)
    await page.getByRole('dialog').getByText('请写明理由，至少四个字').waitFor()
    await page.getByRole('dialog').getByLabel('理由').fill('仍有未申报的车辆（虚构）')
    await next(page)
    await sign(page)
    expect(deletions).toEqual([
      { decisionNo: '（2026）京0101执2345号之七', isApproved: false, reasons: '仍有未申报的车辆（虚构）' },
    ])
    await closeDialog(page)

    await page.getByRole('button', { name: '审查申请' }).click()
    await page.getByRole('radio', { name: '理由成立' }).check()
    await page.getByLabel('决定书文号').last().fill('（2026）京0101执2345号之八')
    await page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('证件号码不符（虚构）')
    await next(page)
    await sign(page)
    expect(decisions).toMatchObject([{ isUpheld: true, on: '2026-11-29', reasons: '证件号码不符（虚构）' }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('an exception is for a person of the entry and one of its categories', async () => {
    const { page, gateway, faults } = await begin(`/credit/entries/${CONSUMPTION_ID}`, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/exceptions$/)
    await settled(page)
    await page.getByRole('button', { name: '准许一项消费' }).click()
    await choose(page, '准许对象', '法定代表人 · 钱示例')
    await choose(page, '限制事项', '乘坐飞机、列车软卧、轮船二等以上舱位')
    await page.getByRole('dialog').getByLabel('至', { exact: true }).fill('2026-12-03')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京0101执2345号之九')
    await next(page)
    await sign(page)
    expect(bodies).toEqual([
      { coSubject: 0, category: 1, from: '2026-11-29', to: '2026-12-03', decisionNo: '（2026）京0101执2345号之九' },
    ])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('the counter registers what a person sent, or returns it with reasons', async () => {
    const { page, gateway, faults } = await begin('/credit/requests', 'court', ['COURT_CLERK'])
    const returns = bodiesOf(page, /\/return$/)
    const registrations = bodiesOf(page, /\/registration$/)
    await settled(page)
    await page.getByRole('button', { name: '退回: 纠正申请 2026-11-27' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').getByText('请写明理由，至少四个字').waitFor()
    expect(gateway.calls).not.toContain('returnCreditRequest')
    await page.getByRole('dialog').getByLabel('理由').fill('请补充证件复印件（虚构）')
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(returns).toEqual([{ reasons: '请补充证件复印件（虚构）' }])
    await page.getByRole('button', { name: '登记申请: 纠正申请 2026-11-27' }).click()
    await sign(page)
    await closeDialog(page)
    await page.getByRole('button', { name: '登记申请: 信用修复申请 2026-11-27' }).click()
    await choose(page, '失信程度', '一般失信')
    await next(page)
    await sign(page)
    expect(registrations).toEqual([{}, { grade: 'GENERAL' }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('evidence that a subscriber still shows an entry names the subscriber and the moment', async () => {
    const { page, gateway, faults } = await begin('/credit/propagation', 'court', ['COURT_ENFORCER'])
    const bodies = bodiesOf(page, /\/still-shown$/)
    await settled(page)
    await page.getByRole('button', { name: /^登记仍在展示: / }).click()
    await page.getByLabel('发现时间').fill('2026-11-29 09:30:00')
    await page.keyboard.press('Enter')
    await page.getByLabel('证据（只登记摘要）').fill(DIGEST)
    await next(page)
    await sign(page)
    const shownAtMs = Date.parse('2026-11-29T09:30:00+08:00')
    expect(bodies).toEqual([{ client: 'institutions-0', subscriber: 'railway', shownAtMs, evidenceDigest: DIGEST }])
    await closeDialog(page)
    const asked = page.waitForResponse((response) => response.url().includes('late=true'))
    await page.getByRole('switch').click()
    expect((await asked).status()).toBe(200)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an alarm of the lists leads to its entry; one that does not end by itself is ended with a document', async () => {
    const [late] = entry.alarms
    const subject = `${ENTRY_ID} institutions-0 railway`
    const shown = {
      ...late!,
      id: `listing:${ENTRY_ID}/STILL_SHOWN/institutions-0/railway`,
      kind: 'STILL_SHOWN',
      subject,
    }
    const { page, gateway, faults } = await begin('/alarms', 'court', ['COURT_PRESIDENT'], {
      listAlarms: () => ({ items: [late!, shown], next: null }),
    })
    const bodies = bodiesOf(page, /\/credit\/alarms\/resolution$/)
    await settled(page)
    expect(
      await page
        .getByRole('link', { name: CASE_ID.slice(0, 8) })
        .first()
        .getAttribute('href'),
    ).toBe(ENTRY)
    const resolve = page.getByRole('button', { name: /^办结名单告警: / })
    expect(await resolve.count()).toBe(1)
    await resolve.click()
    await page.getByLabel('写明处理情况的文书（只登记摘要）').fill(DIGEST)
    await next(page)
    await sign(page)
    expect(bodies).toEqual([{ kind: 'STILL_SHOWN', subject, documentDigest: DIGEST }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('lists that are loading, empty, failing, unreachable or not permitted say so', async () => {
    const gateway = await start('court', ['COURT_JUDGE'])
    gateway.holdBack.add('listCreditEntries')
    const { page } = await visit('/credit/entries')
    await page.getByRole('status', { name: '正在加载' }).waitFor()
    gateway.holdBack.clear()
    gateway.answer('listCreditEntries', () => {
      throw new Refused(500, 'INTERNAL')
    })
    await page.reload()
    await page.getByText('未能完成：INTERNAL').waitFor()
    gateway.answer('listCreditEntries', () => ({ items: [], next: null }))
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('没有名单信息').waitFor()
    await page.getByText('待删除', { exact: true }).click()
    gateway.goDown()
    gateway.state.roles = ['COURT_JUDGE']
    await page.getByText('待送达', { exact: true }).click()
    await page.getByText('无法连接网关').first().waitFor()
    gateway.comeBack()
    gateway.state.roles = ['COURT_FILING']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('an entry that was shown stays on the screen when a later answer fails, and says of when it is', async () => {
    const { page, gateway } = await begin(ENTRY, 'court', ['COURT_JUDGE'])
    await page.getByText('自动执行已暂停').waitFor()
    gateway.answer('getCreditEntry', () => {
      throw new Refused(500, 'INTERNAL')
    })
    gateway.emit('listing')
    await page.getByText('内容可能不是最新').waitFor()
    expect(await page.getByText('自动执行已暂停').isVisible()).toBe(true)
    gateway.answer('getCreditEntry', () => ({ ...entry, acts: [] }))
    await page.reload()
    await page.getByText('此状态下您没有可办理的事项').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('a supervisor chooses months', async () => {
    const { page, gateway } = await begin('/credit/supervision', 'court', ['SUPERVISOR'])
    await settled(page)
    await page.getByLabel('起始月 2026-01').fill('2026-13')
    expect(await page.getByRole('button', { name: '查询', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('起始月 2026-01').fill('2026-10')
    const asked = page.waitForResponse((response) => response.url().includes('from=2026-10'))
    await page.getByRole('button', { name: '查询', exact: true }).click()
    expect((await asked).status()).toBe(200)
    expect(gateway.faults).toEqual([])
  })
})
