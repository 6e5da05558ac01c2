import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, settled } from './testing/browser.ts'
import { caseView } from './testing/samples/court.ts'
import { draft, DRAFT_ID, view } from './testing/samples/enforcement.ts'
import { debtNotice, matters, objection, submission } from './testing/samples/matters.ts'
import { CASE_ID, DIGEST } from './testing/samples/scene.ts'
import { addressesOf, bodiesOf, closeDialog, isUsable, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: matters of enforcement in the console (no /usr/bin/chromium)')

const MATTERS = `/enforcement/cases/${CASE_ID}/matters`
const REASONS = '依法予以支持（虚构）'

describe.skipIf(!hasBrowser)('what stands beside the measures of a case', () => {
  const { begin } = useVisits()

  test('a judge sends a draft back with reasons and not without; the proposer reads them', async () => {
    const { page, gateway, faults } = await begin(`/enforcement/drafts/${DRAFT_ID}`, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/refusal$/)
    await settled(page)
    await page.getByRole('button', { name: '退回', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('请写明理由，至少四个字').waitFor()
    expect(bodies).toEqual([])
    await dialog.getByLabel('理由').fill('车辆价值未估计（虚构）')
    const refusal = { officer: 'judge', reasons: '车辆价值未估计（虚构）', reasonsState: 'held', atMs: 0 } as const
    gateway.answer('getDraft', () => ({ ...draft, state: 'REFUSED' as const, mayApprove: false, refusal }))
    await dialog.getByRole('button', { name: '确认' }).click()
    await page.getByRole('status').getByText('法官已退回').waitFor()
    expect(bodies).toEqual([{ reasons: '车辆价值未估计（虚构）' }])
    expect(await page.getByRole('button', { name: '签署', exact: true }).count()).toBe(0)
    expect(await page.getByText('撤回后按理由修改').count()).toBe(0)
    gateway.state.roles = ['COURT_ENFORCER']
    await page.reload()
    await page.getByText('撤回后按理由修改').waitFor()
    await page.getByText('车辆价值未估计（虚构）').waitFor()
    await page.getByRole('button', { name: '撤回' }).waitFor()
    await isUsable(page, 'draft-refused.zh-CN')
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a judge decides an objection within its clock; one for the court above is not offered', async () => {
    const { page, gateway, faults } = await begin(MATTERS, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/decision$/)
    await settled(page)
    await page.getByText('剩余 8 天').waitFor()
    await page.getByText('向上一级法院申请复议：2026-12-04 前').waitFor()
    await isUsable(page, 'matters-judge.zh-CN')
    await page.getByRole('button', { name: '裁定: 案外人异议 2026-11-20' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('结果').click()
    await page.getByTitle('异议成立').click()
    await dialog.getByLabel('理由').fill(REASONS)
    await dialog.getByRole('button', { name: '下一步' }).click()
    await page.getByText('办理事项 decideCaseObjection').waitFor()
    expect(bodies).toEqual([])
    await sign(page)
    expect(bodies).toEqual([{ outcome: 'UPHELD', servedOn: '2026-11-29', reasons: REASONS }])
    gateway.answer('getMatters', () => ({ ...matters, objections: [{ ...objection, mayDecide: false }] }))
    await page.reload()
    await page.getByText('由上级法院裁定').waitFor()
    expect(await page.getByRole('button', { name: /^裁定: / }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an officer enters an objection and a creditor; a judge finds a wrong and lets the case end', async () => {
    const { page, gateway, faults } = await begin(MATTERS, 'court', ['COURT_ENFORCER'])
    const objections = bodiesOf(page, /\/objections$/)
    const creditors = bodiesOf(page, /\/creditors$/)
    await settled(page)
    expect(await page.getByRole('button', { name: '确认违法' }).count()).toBe(0)
    await page.getByRole('button', { name: '登记异议', exact: true }).click()
    let dialog = page.getByRole('dialog')
    await dialog.getByLabel('理由').fill('拍卖公告期不足（虚构）')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(objections).toEqual([
      { kind: 'CONDUCT', raisedBy: 'DEBTOR', receivedOn: '2026-11-29', reasons: '拍卖公告期不足（虚构）' },
    ])
    await closeDialog(page)
    await page.getByRole('button', { name: '登记债权人' }).click()
    dialog = page.getByRole('dialog')
    await dialog.getByLabel('债权人').fill('郑示例（虚构）')
    await dialog.getByLabel('债权额').fill('1000')
    await dialog.getByLabel('权利或者执行依据').fill('另案判决（虚构）')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(creditors).toMatchObject([{ class: 'ORDINARY', name: '郑示例（虚构）', cents: 100_000, sealedAtMs: null }])
    gateway.state.roles = ['COURT_JUDGE']
    const endings = bodiesOf(page, /\/termination$/)
    await page.reload()
    await page.getByRole('button', { name: '终结执行' }).click()
    dialog = page.getByRole('dialog')
    await dialog.getByLabel('事由').click()
    await page.getByTitle('申请人撤销申请').click()
    await dialog.getByLabel('理由').fill(REASONS)
    await dialog.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(endings).toEqual([{ ground: 'APPLICANT_WITHDREW', reasons: REASONS }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('the objection of a third party that owes is entered with what it handed in', async () => {
    const handedIn = { ...submission, kind: 'DISPUTE_DEBT', orderId: debtNotice.measure.orderId } as const
    const answers = {
      listSubmissions: () => ({ items: [handedIn], next: null }),
      getMatters: () => ({ ...matters, debtNotices: [debtNotice] }),
    }
    const { page, gateway } = await begin(MATTERS, 'court', ['COURT_ENFORCER'], answers)
    const bodies = bodiesOf(page, /\/debt-notices\/[0-9a-f]+\/objection$/)
    await settled(page)
    await page.getByText('期限未满').waitFor()
    await page.getByRole('button', { name: '登记异议: 货款' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(bodies).toEqual([
      { on: '2026-11-29', reasons: '冻结了生活必需费用（虚构）', submissionId: submission.submissionId },
    ])
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('a round ends only after an answered query, with all its documents; what was planned stands on a time line', async () => {
    const { page, gateway } = await begin(MATTERS, 'court', ['COURT_JUDGE'])
    const bodies = bodiesOf(page, /\/rounds$/)
    await settled(page)
    await page.getByText('2027-02-10 起方可终本').waitFor()
    await page.getByRole('button', { name: '终本', exact: true }).click()
    const dialog = page.getByRole('dialog')
    for (const label of ['裁定书', '限制消费令', '财产调查报告', '听取意见笔录'])
      await dialog.getByLabel(label, { exact: true }).fill(DIGEST)
    await dialog.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(bodies).toMatchObject([{ rulingDigest: DIGEST, listingDigest: null, hearingDigest: DIGEST }])
    gateway.answer('getMatters', () => ({ ...matters, roundMayEndFrom: null, rounds: [] }))
    await page.reload()
    await page.getByText('未经财产查询，不得终本').waitFor()
    expect(await page.getByRole('button', { name: '终本', exact: true }).isDisabled()).toBe(true)
    gateway.answer('getEnforcement', () => ({ ...view, state: 'ROUND_ENDED' as const }))
    await page.reload()
    await page.getByRole('button', { name: '恢复执行' }).waitFor()
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('between rounds institutions are asked again where it is due, and in the cockpit; not in a case that has ended', async () => {
    const asked = { name: '查询财产', exact: true }
    const [round] = matters.rounds
    const rounds = [
      { ...round!, requeries: [{ number: 1, dueOn: '2026-11-20', state: 'DUE' as const, instrumentId: null }] },
    ]
    const answers = {
      getMatters: () => ({ ...matters, rounds }),
      getEnforcement: () => ({ ...view, state: 'ROUND_ENDED' as const }),
    }
    const { page, gateway } = await begin(MATTERS, 'court', ['COURT_ENFORCER'], answers)
    const bodies = bodiesOf(page, /\/queries$/)
    await settled(page)
    await page.getByRole('button', asked).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('协助执行通知书文号').fill('（2026）京0101执2345号协查2')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(bodies).toMatchObject([{ institutions: ['bank', 'land', 'vehicles'] }])
    await page.goto(page.url().replace(/\/matters$/, ''))
    await page.getByRole('button', asked).waitFor()
    gateway.answer('getEnforcement', () => ({ ...view, state: 'CLOSED' as const }))
    await page.reload()
    await settled(page)
    expect(await page.getByRole('button', asked).count()).toBe(0)
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('the counter takes on what a party handed in as it stands, or returns it with reasons', async () => {
    const { page, gateway, faults } = await begin('/enforcement/submissions', 'court', ['COURT_FILING'])
    const taken = bodiesOf(page, /\/objections$/)
    const returned = bodiesOf(page, /\/return$/)
    await settled(page)
    await page.getByRole('button', { name: /^登记: / }).click()
    await sign(page)
    expect(taken).toEqual([
      {
        kind: 'CONDUCT',
        raisedBy: 'DEBTOR',
        receivedOn: '2026-11-29',
        submissionId: submission.submissionId,
        reasons: submission.reasons,
        orderId: submission.orderId,
      },
    ])
    await closeDialog(page)
    await page.getByRole('button', { name: /^退回: / }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('请补充身份证明（虚构）')
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(returned).toEqual([{ reasons: '请补充身份证明（虚构）' }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('the first court answers a transfer; a preservation is opened with its security', async () => {
    const { page, gateway } = await begin('/enforcement/transfers', 'court', ['COURT_JUDGE'])
    await page.getByRole('cell', { name: '示例市示例区人民法院', exact: true }).first().waitFor()
    await page.getByRole('cell', { name: '示例市第二人民法院', exact: true }).first().waitFor()
    const refusals = bodiesOf(page, /\/refusal$/)
    await settled(page)
    await page.getByRole('button', { name: /^不同意: / }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('已发布拍卖公告（虚构）')
    await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(refusals).toEqual([{ reasons: '已发布拍卖公告（虚构）' }])
    expect(await page.getByRole('button', { name: /^决定: / }).count()).toBe(0)
    await page.goto(`${gateway.url}/enforcement/preservations/new`)
    const openings = bodiesOf(page, /\/preservations$/)
    await settled(page)
    await page.getByLabel('案件代号').fill(CASE_ID)
    await page.getByRole('textbox', { name: '保全裁定书' }).fill(DIGEST)
    await page.getByLabel('保全金额').last().fill('500000')
    await page.getByLabel('担保金额（可不填）').fill('500000')
    await page.getByLabel('姓名或名称').first().fill('钱示例')
    await page.getByLabel('证件号码').first().fill('11010119900101002X')
    await page.getByLabel('作出机关').fill('示例市示例区人民法院')
    await page.getByLabel('文书号', { exact: true }).fill('（2026）示0101财保1号')
    const applicant = page.getByRole('group', { name: '第 1 名申请保全人' })
    await applicant.getByLabel('姓名或名称').fill('孙示例')
    await applicant.getByLabel('证件号码').fill('110101198801010030')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('请选择文书，或填写').first().waitFor()
    expect(openings).toEqual([])
    await page.getByLabel('担保文书', { exact: true }).fill(DIGEST)
    await page.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(openings).toMatchObject([
      {
        kind: 'PRE_SUIT',
        security: { cents: 50_000_000, digest: DIGEST },
        performanceEndsOn: null,
        applicants: [{ name: '孙示例', idType: 'RESIDENT_ID', idNo: '110101198801010030' }],
        basis: { type: 'RULING', issuer: '示例市示例区人民法院', number: '（2026）示0101财保1号' },
      },
    ])
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('before a suit somebody must have applied; in a suit the court may act alone; the article stands beside the kind', async () => {
    const { page, gateway, faults } = await begin('/enforcement/preservations/new', 'court', ['COURT_JUDGE'])
    const openings = bodiesOf(page, /\/preservations$/)
    const urls = addressesOf(page)
    await settled(page)
    await page.getByRole('note').getByText('第一百零四条').waitFor()
    await page.getByLabel('案件代号').fill(CASE_ID)
    await page.getByRole('textbox', { name: '保全裁定书' }).fill(DIGEST)
    await page.getByLabel('保全金额').last().fill('500000')
    await page.getByLabel('姓名或名称').first().fill('钱示例')
    await page.getByLabel('证件号码').first().fill('11010119900101002X')
    await page.getByRole('button', { name: '移除 第 1 名申请保全人' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('诉前和执行前的保全须有人申请').waitFor()
    await page.getByText('此项必填').first().waitFor()
    await isUsable(page, 'preservation-new.zh-CN')
    await page.getByLabel('作出机关').fill('示例市示例区人民法院')
    await page.getByLabel('文书号', { exact: true }).fill('（2026）示0101民初1号之一')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('诉前和执行前的保全须有人申请').waitFor()
    expect([openings, gateway.calls.includes('previewAct')]).toEqual([[], false])
    await page.getByRole('combobox', { name: '类别' }).first().click()
    await page.locator('.ant-select-dropdown:visible').getByTitle('诉讼保全').click()
    await page.getByRole('note').getByText('第一百零三条').waitFor()
    await page.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(openings).toHaveLength(1)
    expect(openings).toMatchObject([{ kind: 'IN_SUIT', security: null, basis: { type: 'RULING' } }])
    expect(Object.keys(openings[0] as object)).not.toContain('applicants')
    expect(urls.filter((url) => url.includes('钱示例') || url.includes('11010119900101002X'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('the filing officer names a person at the page of the case, where there is something to enforce', async () => {
    const answers = {
      nameParty: ({ params, body }: { params: Readonly<Record<string, string>>; body: unknown }) => ({
        caseId: params['caseId'] ?? '',
        part: (body as { readonly part: 'APPLICANT' }).part,
      }),
    }
    const { page, gateway, faults } = await begin(`/cases/${CASE_ID}`, 'court', ['COURT_FILING'], answers)
    const named = bodiesOf(page, /\/parties$/)
    await settled(page)
    await page.getByRole('button', { name: '登记当事人或案外人' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('此项必填').first().waitFor()
    expect(named).toEqual([])
    await dialog.getByLabel('身份').click()
    await page.locator('.ant-select-dropdown:visible').getByTitle('申请执行人').click()
    await dialog.getByLabel('姓名或名称').fill('周示例')
    await dialog.getByLabel('证件号码').fill('110101197703030044')
    gateway.answer('nameParty', () => {
      throw new Refused(404, 'SUBJECT_UNKNOWN')
    })
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByRole('alert').waitFor()
    gateway.answer('nameParty', answers.nameParty)
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    const entry = { part: 'APPLICANT', name: '周示例', idType: 'RESIDENT_ID', idNo: '110101197703030044' }
    expect(named).toEqual([entry, entry])
    await isUsable(page, 'case-name-party.zh-CN')
    gateway.answer('getCase', () => ({ ...caseView, isEnforced: false }))
    await page.reload()
    await settled(page)
    expect(await page.getByRole('button', { name: '登记当事人或案外人' }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('the filing officer records the suit that a preservation needs', async () => {
    const { page, gateway, faults } = await begin('/enforcement/preservations', 'court', ['COURT_FILING'])
    const filings = bodiesOf(page, /\/filing$/)
    await settled(page)
    await page.getByText('第一百零四条').first().waitFor()
    await page.getByRole('button', { name: /^登记起诉或申请/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '下一步' }).click()
    await dialog.getByText('请选择文书，或填写').first().waitFor()
    expect(filings).toEqual([])
    await dialog.getByRole('textbox', { name: '文书（只登记摘要）' }).fill(DIGEST)
    await dialog.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    expect(filings).toEqual([{ on: '2026-11-29', documentDigest: DIGEST }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('a page that fails says so; nothing at all is said to be nothing; a clerk is told that the role is missing', async () => {
    const { page, gateway } = await begin(MATTERS, 'court', ['COURT_JUDGE'])
    gateway.answer('getMatters', () => {
      throw new Refused(503, 'ZONE_UNREACHABLE')
    })
    await page.reload()
    await page.getByText('未能完成：ZONE_UNREACHABLE').waitFor()
    const nothing = { objections: [], transfers: [], sales: [], debtNotices: [], wrongs: [], rounds: [], creditors: [] }
    gateway.answer('getMatters', () => ({ ...matters, ...nothing }))
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('没有终结本次执行程序').waitFor()
    await isUsable(page, 'matters.empty.zh-CN')
    gateway.state.roles = ['COURT_CLERK']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  }, 60_000)
})
