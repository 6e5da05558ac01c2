import { AUTHORITIES } from '@xiezhi/gateway-api'
import type { Authority, Role } from '@xiezhi/gateway-api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, launch, open, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import type { Opened } from './testing/browser.ts'
import { buildConsole } from './testing/build.ts'
import { CREDIT_PAGES } from './testing/credit-pages.ts'
import { TestGateway } from './testing/gateway.ts'
import { DEPOSIT_ID } from './testing/samples/deposits.ts'
import { DRAFT_ID } from './testing/samples/enforcement.ts'
import { ASSET_KEY, CLIENT, ORDER_ID } from './testing/samples/institution.ts'
import { CASE_ID, FIRM, LICENCES, VERIFICATION_ID } from './testing/samples/scene.ts'
import type { Shown } from './testing/shown.ts'

if (!hasBrowser) console.log('not run: pages of the console in a browser (no /usr/bin/chromium)')

const court = (path: string, shows: string, role: Role = 'COURT_CLERK'): Shown => ({
  path,
  authority: 'court',
  roles: [role],
  shows,
})
const justice = (path: string, shows: string, role: Role = 'JUSTICE_BUREAU'): Shown => ({
  path,
  authority: 'justice',
  roles: [role],
  shows,
})

const bank = (path: string, shows: string): Shown => ({
  path,
  authority: 'institution',
  roles: ['INSTITUTION_OPERATOR'],
  shows,
})

const PAGES: Readonly<Record<string, Shown>> = {
  'sign-in': { path: '/sign-in', authority: 'court', roles: [], shows: '使用统一身份登录' },
  'sign-in-refused': {
    path: '/sign-in?refused=ACCOUNT_LOCKED',
    authority: 'court',
    roles: [],
    shows: '请联系本单位审计人员',
  },
  work: court('/work', '代理人停止执业，阅卷权限已冻结'),
  cases: court('/cases', '（2026）京0101民初12345号'),
  case: court(`/cases/${CASE_ID}`, '示例贸易有限公司（虚构）'),
  verifications: court('/verifications', LICENCES.active),
  verification: court(`/verifications/${VERIFICATION_ID}`, '可以执业代理，但有提示'),
  'credit-report': court(`/verifications/${VERIFICATION_ID}/credit-report`, '执业信用'),
  'case-deposits': court(`/cases/${CASE_ID}/deposits`, '声明无利害关系'),
  deposit: court(`/deposits/${DEPOSIT_ID}`, '存证技术和过程是否合标准', 'COURT_JUDGE'),
  'check-file': { path: '/check-file', authority: 'court', roles: [], shows: '由谁制作' },
  'former-staff': court('/former-staff', '张示例', 'COURT_PERSONNEL'),
  enforcements: court('/enforcement', '（2026）京0101执2345号', 'COURT_ENFORCER'),
  'enforcement-new': court('/enforcement/new', '生效法律文书', 'COURT_ENFORCER'),
  enforcement: court(`/enforcement/cases/${CASE_ID}`, '每日增加', 'COURT_ENFORCER'),
  distribution: court(`/enforcement/cases/${CASE_ID}/distribution`, '分配依据的事实', 'COURT_ENFORCER'),
  'party-matters': court('/my-matters', '示例区人民法院（虚构）', 'PARTY'),
  'party-matter': court(`/my-matters/${CASE_ID}`, '示例市中级人民法院（虚构）', 'PARTY'),
  'case-documents': court(`/enforcement/cases/${CASE_ID}/documents`, '0000-0000-0000-0000-Z', 'COURT_ENFORCER'),
  'our-objections': bank('/our-objections', '该账户为农民工工资专用账户（虚构）'),
  matters: court(`/enforcement/cases/${CASE_ID}/matters`, '房屋由本人出资购买并居住', 'COURT_JUDGE'),
  'case-objections': court('/enforcement/objections', '已过 4 天', 'COURT_JUDGE'),
  submissions: court('/enforcement/submissions', '冻结了生活必需费用', 'COURT_FILING'),
  transfers: court('/enforcement/transfers', '保留首封债权份额', 'COURT_ENFORCER'),
  preservations: court('/enforcement/preservations', '诉前保全', 'COURT_JUDGE'),
  'preservation-new': court('/enforcement/preservations/new', '担保文书', 'COURT_JUDGE'),
  drafts: court('/enforcement/drafts', '1 处不同', 'COURT_JUDGE'),
  draft: court(`/enforcement/drafts/${DRAFT_ID}`, '被执行人正在联系买家', 'COURT_JUDGE'),
  officers: court('/enforcement/officers', '孙示例', 'COURT_PERSONNEL'),
  supervision: court('/supervision', '紧急裁定未按期追认', 'SUPERVISOR'),
  halt: court('/halt', '发现错误执行', 'COURT_PRESIDENT'),
  inbox: bank('/inbox', '附件已核对'),
  'inbox-order': bank(`/inbox/${CLIENT}/${ORDER_ID}`, '农民工工资专用账户'),
  measures: bank('/measures', '扣划中'),
  'asset-line': bank(`/lines/${ASSET_KEY}`, '期满失效'),
  reconciliations: bank('/reconciliations', '限额不一致'),
  lawyers: justice('/lawyers', '已依法删除'),
  lawyer: justice(`/lawyers/${LICENCES.suspended}`, '停止执业三个月'),
  firms: justice('/firms', FIRM.firmName),
  firm: justice(`/firms/${FIRM.uscc}`, '110101'),
  propose: justice(`/lawyers/${LICENCES.suspended}/proposal`, '须由另一名经办人复核同意后才生效。'),
  proposals: justice('/proposals', '处停止执业3个月'),
  objections: justice('/objections', '处罚决定已被行政复议撤销'),
  inquiries: justice('/inquiries', '核验诉讼代理人'),
  imports: justice('/imports', 'justice-department-a', 'JUSTICE_DEPARTMENT'),
  association: justice(`/association?licence=${LICENCES.suspended}`, '登记行业处分', 'LAW_ASSOCIATION'),
  own: justice('/me', '李示例', 'LAWYER'),
  'own-report': justice('/me/credit-report', '执业信用', 'LAWYER'),
  'own-inquiries': justice('/me/inquiries', '核验诉讼代理人', 'LAWYER'),
  'own-objections': justice('/me/objections', '处罚决定已被行政复议撤销', 'LAWYER'),
  audit: court('/audit', 'getRecordProof', 'AUDITOR'),
  'account-locks': court('/account-locks', 'clerk-sample', 'AUDITOR'),
  alarms: court('/alarms', '代理人曾在本院任职', 'AUDITOR'),
  operations: court('/operations', 'xz-justice-1', 'OPERATOR'),
  outbox: court('/outbox', '您尚未提交任何事项'),
  law: court('/law', 'lawyer.standing'),
  'law-function': court('/law/functions/lawyer.powerCheck', '计算'),
  'law-parameters': court('/law/parameters', '现行'),
  lookup: { path: `/lookup/${LICENCES.suspended}`, authority: 'justice', roles: [], shows: '本结果不能证明的事项' },
  'not-found': court('/nowhere', '地址可能有误'),
  forbidden: court('/operations', '您的角色不包含此项权限'),
  ...CREDIT_PAGES,
}

/** Pages that draw, and how many graphs. */
const GRAPHS: Readonly<Record<string, number>> = { audit: 1, enforcement: 1, operations: 4, supervision: 2 }

describe.skipIf(!hasBrowser)('pages', () => {
  let browser: Browser
  const gateways = new Map<Authority, TestGateway>()
  const opened = new Map<Authority, Opened>()
  beforeAll(async () => {
    await buildConsole()
    browser = await launch()
    for (const authority of AUTHORITIES) {
      const gateway = await TestGateway.start(authority, [])
      gateways.set(authority, gateway)
      opened.set(authority, await open(browser, gateway.url))
    }
  })
  afterAll(async () => {
    await browser.close()
    for (const gateway of gateways.values()) await gateway.close()
  })

  test.each(Object.entries(PAGES))('%s shows its content, in both languages, usable by all', async (name, shown) => {
    const gateway = gateways.get(shown.authority)!
    const { page, faults } = opened.get(shown.authority)!
    gateway.state.roles = shown.roles
    await page.goto(gateway.url + shown.path)
    await settled(page)
    await page.getByText(shown.shows).first().waitFor()
    const graphs = shown.graphs ?? GRAPHS[name] ?? 0
    const drawn = page.locator('div[role=img] svg')
    if (graphs > 0) await drawn.nth(graphs - 1).waitFor()
    expect(await drawn.count()).toBe(graphs)
    await shot(page, `${name}.zh-CN`)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.locator('html[lang=en]').waitFor()
    await shot(page, `${name}.en`)
    expect(await page.locator('nav').innerText()).not.toMatch(/\p{Script=Han}/u)
    expect(await overflowOf(page)).toBe(0)
    await page.getByRole('button', { name: '中文', exact: true }).click()
    expect(faults).toEqual([])
    expect(gateway.faults).toEqual([])
  })
})
