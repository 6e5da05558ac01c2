import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, settled } from './testing/browser.ts'
import type { TestGateway } from './testing/gateway.ts'
import { entry, ENTRY_ID } from './testing/samples/credit.ts'
import { view } from './testing/samples/enforcement.ts'
import {
  limits,
  measure,
  MEASURE_ID,
  ownMeasure,
  PERSONAL_DRAFT_ID,
  personalDraft,
} from './testing/samples/personal.ts'
import { CASE_ID, DIGEST } from './testing/samples/scene.ts'
import { addressesOf, bodiesOf, choose, closeDialog, isUsable, next, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: grace, restructuring and measures against persons (no /usr/bin/chromium)')

const debtorId = view.debtors[0]?.debtorId

/** The ledger refuses what was just sent in. */
function refuse(gateway: TestGateway, codespace: string, name: string): void {
  const row = gateway.state.outbox.at(-1)!
  const refusal = { codespace, code: 2, name, facts: {} }
  gateway.state.outbox[gateway.state.outbox.length - 1] = { ...row, state: 'refused', isFinal: true, refusal }
  gateway.emit('outbox')
}

async function day(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label).last().fill(value)
  await page.keyboard.press('Enter')
}

describe.skipIf(!hasBrowser)('grace, restructuring and measures against persons', () => {
  const { begin } = useVisits()

  test('a judge gives a debtor time; what the ledger refuses is said in words', async () => {
    const { page, gateway, faults } = await begin(`/credit/cases/${CASE_ID}`, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/graces$/)
    await settled(page)
    await page.getByRole('button', { name: '给予宽限期' }).click()
    await next(page)
    await page.getByRole('dialog').getByText('此项必填').first().waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await day(page, '宽限至', '2027-02-10')
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京0101执宽2号')
    await isUsable(page, 'grace-form.zh-CN')
    await next(page)
    await page.getByText('办理事项 grantGrace').waitFor()
    await sign(page)
    expect(bodies).toEqual([{ debtorId, list: 'DISHONEST', until: '2027-02-10', decisionNo: '（2026）京0101执宽2号' }])
    refuse(gateway, 'listing', 'GraceRunning')
    await page.getByRole('alert').getByText('宽限期尚未届满').last().waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an entry is suspended for an approved plan, and brought back; who may not is offered neither', async () => {
    const { page, gateway, faults } = await begin(`/credit/entries/${ENTRY_ID}`, 'court', ['COURT_JUDGE'], {
      getCreditEntry: () => ({ ...entry, acts: ['proposeRestructuring'] }),
    })
    const begun = bodiesOf(page, /\/restructuring$/)
    const ended = bodiesOf(page, /\/restructuring-end$/)
    await page.getByRole('button', { name: '拟制重整期间暂停' }).click()
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京0101执2345号之九')
    await day(page, '批准裁定日', '2026-11-20')
    await page.getByLabel('批准裁定书（只登记摘要）').fill('不是摘要')
    await next(page)
    await page.getByRole('dialog').getByText('sha256').first().waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await page.getByLabel('批准裁定书（只登记摘要）').fill(DIGEST)
    await page.getByLabel('已核对裁定书真伪').check()
    await isUsable(page, 'restructuring-form.zh-CN')
    await next(page)
    await sign(page)
    expect(begun).toMatchObject([{ approvedOn: '2026-11-20', rulingDigest: DIGEST, isRulingVerified: true }])
    await closeDialog(page)

    gateway.answer('getCreditEntry', () => ({
      ...entry,
      state: 'RESTRUCTURING' as const,
      acts: ['proposeRestructuringEnd' as const],
    }))
    await page.reload()
    await page.getByRole('button', { name: '拟制恢复' }).click()
    expect(await page.getByRole('button', { name: '拟制重整期间暂停' }).count()).toBe(0)
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京0101执2345号之十')
    await day(page, '终止日', '2026-11-28')
    await next(page)
    await sign(page)
    expect(ended).toEqual([{ on: '2026-11-28', decisionNo: '（2026）京0101执2345号之十' }])
    await closeDialog(page)
    gateway.state.roles = ['COURT_ENFORCER']
    await page.reload()
    await settled(page)
    expect(await page.getByRole('button', { name: '拟制恢复' }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a fine stays below the cap of the law; a detention and an exit restriction ask for what they have', async () => {
    const { page, gateway, faults } = await begin(`/personal/cases/${CASE_ID}`, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/measures$/)
    const urls = addressesOf(page)
    await settled(page)
    await choose(page, '妨害执行的行为', '拒绝报告财产')
    await day(page, '行为日', '2026-11-20')
    await page.getByLabel('罚款金额（元）').fill(String(limits.finePersonCents / 100 + 1))
    await page.getByLabel('决定书文号').fill('（2026）京0101司惩9号')
    await page.getByLabel('理由').fill('经告知仍不报告（虚构）')
    const propose = page.getByRole('button', { name: '拟制决定' })
    await propose.click()
    await page.getByText('超出法律允许的范围').waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await page.getByLabel('罚款金额（元）').fill('5000')
    await isUsable(page, 'personal-fine-form.zh-CN')
    await propose.click()
    await page.getByText('办理事项 proposePersonalMeasure').waitFor()
    await sign(page)
    expect(bodies).toEqual([
      {
        kind: 'FINE',
        role: 'DEBTOR',
        debtorId,
        conduct: { kind: 'NO_PROPERTY_REPORT', on: '2026-11-20' },
        amountCents: 500_000,
        decisionNo: '（2026）京0101司惩9号',
        reasons: '经告知仍不报告（虚构）',
      },
    ])
    refuse(gateway, 'personal', 'CapExceeded')
    await page.getByRole('alert').getByText('超出法定幅度').last().waitFor()

    await page.goto(`${gateway.url}/personal/cases/${CASE_ID}`)
    await settled(page)
    await choose(page, '对谁采取', '其他人员（法定代表人、协助义务人等）')
    await choose(page, '与案件的关系', '法定代表人')
    await choose(page, '措施', '限制出境')
    expect(await page.getByLabel('妨害执行的行为').count()).toBe(0)
    await page.getByLabel('姓名或名称').fill('孙示例')
    await choose(page, '证件类型', '居民身份证')
    await page.getByLabel('证件号码').fill('11010119900101003X')
    await page.getByLabel('决定书文号').fill('（2026）京0101限1号')
    await page.getByLabel('理由').fill('未提供担保（虚构）')
    await isUsable(page, 'personal-exit-form.zh-CN')
    await propose.click()
    await sign(page)
    expect(bodies[1]).toEqual({
      kind: 'EXIT_RESTRICTION',
      role: 'LEGAL_REPRESENTATIVE',
      person: {
        name: '孙示例',
        certificateType: 'RESIDENT_ID',
        certificateNumber: '11010119900101003X',
        subjectKind: 'NATURAL',
      },
      decisionNo: '（2026）京0101限1号',
      reasons: '未提供担保（虚构）',
    })
    expect(urls.filter((url) => url.includes('孙示例') || url.includes('11010119900101003X'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('a measure is served, carried out and lifted; a court above decides, and is told where it is none', async () => {
    const { page, gateway, faults } = await begin(`/personal/measures/${MEASURE_ID}`, 'court', ['COURT_ENFORCER'], {
      getPersonalMeasure: () => ({
        ...measure,
        kind: 'DETENTION',
        acts: [
          'recordPersonalService',
          'carryOutPersonalMeasure',
          'proposePersonalLift',
          'decidePersonalReconsideration',
        ],
      }),
    })
    const served = bodiesOf(page, /\/service$/)
    const lifts = bodiesOf(page, /\/lift$/)
    const decisions = bodiesOf(page, /\/reconsideration-decision$/)
    await page.getByRole('button', { name: '登记送达' }).click()
    await page.getByLabel('送达回证或证据（只登记摘要）').fill(DIGEST)
    await next(page)
    await sign(page)
    expect(served).toMatchObject([{ evidenceDigest: DIGEST }])
    await closeDialog(page)
    await page.getByRole('button', { name: '登记拘留开始' }).waitFor()
    expect(await page.getByRole('button', { name: '拟制提前解除' }).count()).toBe(0)

    gateway.state.roles = ['COURT_JUDGE']
    await page.reload()
    await page.getByRole('button', { name: '拟制提前解除' }).click()
    await choose(page, '事由', '承认并改正错误')
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京0101解1号')
    await page.getByRole('dialog').getByLabel('理由').fill('已如实报告财产（虚构）')
    await isUsable(page, 'personal-lift-form.zh-CN')
    await next(page)
    await sign(page)
    expect(lifts).toEqual([
      { ground: 'ADMITTED_AND_CORRECTED', decisionNo: '（2026）京0101解1号', reasons: '已如实报告财产（虚构）' },
    ])
    await closeDialog(page)

    await page.getByRole('button', { name: '作出复议决定' }).click()
    await page.getByRole('dialog').getByLabel('决定书文号').fill('（2026）京01复1号')
    await page.getByRole('dialog').getByLabel('理由').fill('处罚依据不足（虚构）')
    await next(page)
    await page.getByRole('dialog').getByText('此项必填').waitFor()
    await page.getByRole('radio', { name: '撤销原决定' }).check()
    await next(page)
    await sign(page)
    expect(decisions).toMatchObject([{ isRevoked: true, decisionNo: '（2026）京01复1号' }])
    refuse(gateway, 'personal', 'NotAbove')
    await page.getByRole('alert').getByText('不是作出决定法院的上级法院').last().waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('the president signs a draft by its digest; the person concerned asks the court above once', async () => {
    const { page, gateway, faults } = await begin(`/personal/drafts/${PERSONAL_DRAFT_ID}`, 'court', ['COURT_PRESIDENT'])
    const approvals = bodiesOf(page, /\/approval$/)
    const asked = bodiesOf(page, /\/reconsideration$/)
    await page.getByText('决定罚款 50,000 元').waitFor()
    await page.getByRole('button', { name: '签署', exact: true }).click()
    await sign(page)
    expect(approvals).toEqual([{ digest: personalDraft.digest }])

    gateway.state.roles = ['PARTY']
    await page.goto(`${gateway.url}/my-measures`)
    await page.getByRole('button', { name: '申请复议' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    expect(gateway.calls).not.toContain('askPersonalReconsideration')
    await page.getByRole('dialog').getByLabel('理由').fill('已按期报告，罚款没有依据（虚构）')
    await isUsable(page, 'own-personal-ask.zh-CN')
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(asked).toEqual([{ reasons: '已按期报告，罚款没有依据（虚构）' }])
    gateway.answer('listOwnPersonalMeasures', () => ({ items: [{ ...ownMeasure, mayReconsider: false }] }))
    await page.reload()
    await page.getByText('罚款').first().waitFor()
    expect(await page.getByRole('button', { name: '申请复议' }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)
})
