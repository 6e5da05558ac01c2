import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, overflowOf, seriousFindings, settled, shot } from './testing/browser.ts'
import { documentForm, partyMatter } from './testing/samples/party.ts'
import { CASE_ID, idOf } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: pages of persons concerned (no /usr/bin/chromium)')

const MATTER = `/my-matters/${CASE_ID}`
const REASONS = '裁定未写明理由（虚构）'

describe.skipIf(!hasBrowser)('persons concerned, and documents of a case', () => {
  const { begin } = useVisits()

  function bodiesOf(page: Page, path: RegExp): unknown[] {
    const bodies: unknown[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) bodies.push(request.postDataJSON())
    })
    return bodies
  }

  test('a debtor sees measures with their last day, remedies with their dates and courts, and hands one in', async () => {
    const { page, gateway, faults } = await begin('/my-matters', 'court', ['PARTY'])
    const bodies = bodiesOf(page, /\/party\/matters\/[0-9a-f]+\/objections$/)
    await settled(page)
    await page.getByText('剩余 3 天').waitFor()
    await page.getByRole('link', { name: '（2026）京0101执2345号' }).click()
    await page.getByText('示例市中级人民法院（虚构）').waitFor()
    await page.getByRole('row', { name: /个人结算账户 .* 2027-01-08 剩余 40 天/ }).waitFor()
    await page.getByText('退回理由 请补充身份证明（虚构）').waitFor()
    expect(await page.getByText('已届满').count()).toBe(1)
    await page.getByRole('button', { name: '在此提交: 申请复议 执行行为异议' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.getByText('请写明理由，至少四个字').waitFor()
    expect(bodies).toEqual([])
    await dialog.getByLabel('理由').fill(REASONS)
    await shot(page, 'party-submit.zh-CN')
    await dialog.getByRole('button', { name: '确认' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(bodies).toEqual([{ kind: 'RECONSIDERATION', earlierId: idOf(0x72), reasons: REASONS }])
    expect(await page.getByRole('button', { name: /证明/ }).count()).toBe(0)
    const download = page.getByRole('link', { name: '下载：执行通知书' })
    expect(await download.getAttribute('href')).toBe(
      `/api/v1/party/matters/${CASE_ID}/documents/${partyMatter.documents[0]?.documentId ?? ''}`,
    )
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByText('What you can do').waitFor()
    await shot(page, 'party-matter-done.en')
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('nothing of a matter, a matter of others and a gateway that is gone are said', async () => {
    const { page, gateway } = await begin('/my-matters', 'court', ['PARTY'], {
      listPartyMatters: () => ({ items: [] }),
    })
    await page.getByText('没有与您有关的执行事项').waitFor()
    gateway.answer('getPartyMatter', () => {
      throw new Refused(404, 'SUBJECT_UNKNOWN')
    })
    await page.goto(gateway.url + MATTER)
    await page.getByText('未能完成：SUBJECT_UNKNOWN').waitFor()
    const nothing = { owed: null, measures: [], remedies: [], objections: [], submissions: [], documents: [] }
    gateway.answer('getPartyMatter', () => ({ ...partyMatter, ...nothing }))
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('目前没有可以采取的救济').waitFor()
    await page.getByText('没有给您的文书').waitFor()
    gateway.goDown()
    await page.getByText('连接中断').waitFor()
    expect(await page.getByText('没有给您的文书').isVisible()).toBe(true)
    gateway.comeBack()
    gateway.state.roles = ['COURT_JUDGE']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  }, 60_000)

  test('an officer makes a document of a form; what is missing is named, amounts are typed in yuan', async () => {
    const path = `/enforcement/cases/${CASE_ID}/documents`
    const { page, gateway, faults } = await begin(path, 'court', ['COURT_ENFORCER'])
    const bodies = bodiesOf(page, /\/form-documents$/)
    await settled(page)
    await page.getByLabel('文书种类').click()
    await page.getByTitle('执行财产分配方案').click()
    await page.getByText('尚未填写：处置的财产、价款（元）').waitFor()
    expect(await page.getByRole('button', { name: '制作' }).isDisabled()).toBe(true)
    await page.getByLabel('处置的财产').fill('住宅一处（虚构）')
    await page.getByLabel('价款（元）').fill('2000')
    await page.getByLabel('分配额（元） 1').fill('1500.50')
    await page.getByRole('button', { name: '添加一行' }).click()
    await page.getByLabel('债权人 2').fill('本案债权（虚构）')
    await page.getByRole('button', { name: '移除 第 2 行' }).click()
    await page.getByLabel('法律依据').fill('民诉解释第五百零七条\n\n民诉解释第五百零八条')
    await shot(page, 'case-document-form.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '制作' }).click()
    await page.getByText('已制作，核验码 0000-0000-0000-0000-Z').waitFor()
    expect(bodies).toEqual([
      {
        kind: documentForm.kind,
        entries: {
          asset: '住宅一处（虚构）',
          priceCents: 200_000,
          from: null,
          claims: [{ creditor: '示例银行（虚构）', rank: 'PRIORITY', shareCents: 150_050 }],
          objection: '十五日内（虚构）',
          articles: ['民诉解释第五百零七条', '民诉解释第五百零八条'],
        },
      },
    ])
    gateway.answer('makeCaseDocument', () => {
      throw new Refused(400, 'DOCUMENT_INVALID')
    })
    await page.getByRole('button', { name: '制作' }).click()
    await page.getByText('未能完成：DOCUMENT_INVALID').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)
})
