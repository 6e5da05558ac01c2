import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, settled } from './testing/browser.ts'
import { ENDED_ID, ENTRY_ID } from './testing/samples/credit.ts'
import { certificateFile } from './testing/samples/credit-own.ts'
import { COURT_CLIENT } from './testing/samples/credit-held.ts'
import { addressesOf, bodiesOf, choose, isUsable, next, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: own entries, departments and the public check (no /usr/bin/chromium)')

describe.skipIf(!hasBrowser)('credit lists beside the court', () => {
  const { begin } = useVisits()

  test('a person concerned sees why and until when, and asks for correction and repair without a key', async () => {
    const { page, gateway, faults } = await begin('/', 'court', ['PARTY'])
    const objections = bodiesOf(page, /\/own\/[0-9a-f]+\/objection$/)
    const repairs = bodiesOf(page, /\/own\/[0-9a-f]+\/repair$/)
    await page.getByText('失信规定第一条第（4）项').waitFor()
    await page.getByRole('link', { name: /^查看与申请/ }).click()
    await page.getByText('可以书面申请纠正').waitFor()
    await page.getByRole('button', { name: '申请纠正' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').getByText('此项必填').waitFor()
    expect(gateway.calls).not.toContain('objectToOwnEntry')
    await choose(page, '申请类别', '身份有误')
    await page.getByRole('dialog').getByLabel('理由').fill('同名同姓，不是我（虚构）')
    await isUsable(page, 'own-credit-object.zh-CN')
    const before = gateway.calls.filter((name) => name === 'getOwnCreditEntry').length
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(objections).toEqual([{ kind: 'IDENTITY', reasons: '同名同姓，不是我（虚构）' }])
    await expect.poll(() => gateway.calls.filter((name) => name === 'getOwnCreditEntry').length).toBeGreaterThan(before)

    await page.getByRole('button', { name: '申请信用修复' }).click()
    await page.getByLabel('我已履行生效法律文书确定的义务').check()
    await page.getByRole('dialog').getByLabel('理由').fill('已全部付清（虚构）')
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(repairs).toEqual([
      { isCorrected: false, isDutyFulfilled: true, hasCommitted: false, reasons: '已全部付清（虚构）' },
    ])
    expect(gateway.calls).not.toContain('previewAct')
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('after deletion there is no record and no page of it; what failed is not taken for none', async () => {
    const { page, gateway } = await begin('/my-credit', 'court', ['PARTY'], {
      listOwnCreditEntries: () => ({ items: [] }),
      listOwnGraces: () => ({ items: [] }),
      listOwnCertificates: () => ({ items: [] }),
      getOwnCreditEntry: () => {
        throw new Refused(404, 'SUBJECT_UNKNOWN')
      },
    })
    await page.getByRole('status').getByText('没有关于您的记录').waitFor()
    await isUsable(page, 'own-credit-none.zh-CN')
    await page.goto(`${gateway.url}/my-credit/${ENTRY_ID}`)
    await page.getByRole('status').getByText('没有这条记录').waitFor()
    gateway.answer('listOwnCreditEntries', () => {
      throw new Refused(500, 'INTERNAL')
    })
    await page.goto(`${gateway.url}/my-credit`)
    await page.getByText('未能完成：INTERNAL').waitFor()
    expect(await page.getByText('没有关于您的记录').count()).toBe(0)
    gateway.state.roles = ['COURT_JUDGE']
    await page.reload()
    await page.getByText('您的角色不包含此项权限').waitFor()
    expect(gateway.faults).toEqual([])
  })

  test('a grace says until when and what to do; a certificate of what is gone is fetched as a file', async () => {
    const { page, gateway, faults } = await begin('/my-credit', 'court', ['PARTY'])
    await page.getByRole('status').getByText('法院给您的宽限期至 2027-01-10 止').waitFor()
    await page.getByText('在宽限期届满前履行义务').waitFor()
    await page.getByText('逾期未回执').waitFor()
    await page.getByText('还有单位未回执').waitFor()
    await isUsable(page, 'own-credit-certificate.zh-CN')
    const button = page.getByRole('button', { name: '领取删除证明（PDF）' })
    gateway.answer('makeOwnCertificate', () => {
      throw new Refused(503, 'CERTIFICATE_NOT_DEPOSITED')
    })
    await button.click()
    await page.getByText('未能完成：CERTIFICATE_NOT_DEPOSITED').waitFor()
    gateway.answer('makeOwnCertificate', () => certificateFile)
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
    expect(download.suggestedFilename()).toBe(`certificate-${certificateFile.documentId}.pdf`)
    await page.getByText(certificateFile.verificationCode).waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('nothing runs and nothing was deleted: neither is shown', async () => {
    const { page, gateway } = await begin('/my-credit', 'court', ['PARTY'], {
      listOwnGraces: () => ({ items: [] }),
      listOwnCertificates: () => ({ items: [] }),
    })
    await page.getByText('失信规定第一条第（4）项').waitFor()
    for (const text of ['宽限期', '删除证明']) expect(await page.getByText(text).count()).toBe(0)
    expect(gateway.faults).toEqual([])
  })

  test('a department records a use of its measures, with reasons while the content is contested, and confirms a deletion', async () => {
    const { page, gateway, faults } = await begin(`/held/${COURT_CLIENT}/${ENTRY_ID}`, 'institution', [
      'INSTITUTION_OPERATOR',
    ])
    const uses = bodiesOf(page, /\/uses$/)
    const confirmations = bodiesOf(page, /\/confirmation$/)
    await settled(page)
    await page.getByRole('button', { name: '登记使用' }).click()
    await choose(page, '措施', '招标投标')
    await choose(page, '处理方式', '不予办理')
    await next(page)
    await page.getByRole('dialog').getByText('请写明理由，至少四个字').waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await page.getByLabel('理由（内容存在异议期间使用须说明）').fill('投标截止在即（虚构）')
    await isUsable(page, 'held-use.zh-CN')
    await next(page)
    await sign(page)
    expect(uses).toEqual([{ measure: 'BIDDING', action: 'REFUSE', count: 1, reason: '投标截止在即（虚构）' }])

    await page.goto(`${gateway.url}/held/${COURT_CLIENT}/${ENDED_ID}`)
    await page.getByText('该信息已撤除，不得使用').waitFor()
    expect(await page.getByRole('button', { name: '登记使用' }).count()).toBe(0)
    await page.getByRole('button', { name: '确认已删除' }).click()
    await sign(page)
    expect(confirmations).toEqual([{ revision: 2 }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('anybody checks a number and a name together; a name alone is not asked, and neither stands in an address', async () => {
    const { page, gateway, faults } = await begin('/credit-check', 'court', [])
    const urls = addressesOf(page)
    await settled(page)
    await page.getByLabel('姓名或名称').fill('钱示例')
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByText('证件号码只含字母').waitFor()
    expect(gateway.calls).not.toContain('checkPublicCredit')
    await page.getByLabel('证件号码').fill('11010119900101002X')
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByRole('status').getByText('现在在失信被执行人名单上').waitFor()
    await page.getByText('不得用于法律未规定的限制或者信用评分').waitFor()
    await page.getByText('违反财产报告制度').waitFor()
    await isUsable(page, 'credit-check-active.zh-CN')
    await page.getByLabel('姓名或名称').fill('钱示')
    expect(await page.getByText('现在在失信被执行人名单上').count()).toBe(0)
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByRole('status').getByText('现在不在失信被执行人名单上').waitFor()
    await page.getByText('此前是否曾被纳入，不予提供').waitFor()
    await isUsable(page, 'credit-check-not-active.zh-CN')
    gateway.answer('checkPublicCredit', () => {
      throw new Refused(429, 'RATE_LIMITED')
    })
    await page.getByRole('button', { name: '查验', exact: true }).click()
    await page.getByRole('alert').getByText('RATE_LIMITED').first().waitFor()
    expect(await page.getByText('现在不在失信被执行人名单上').count()).toBe(0)
    expect(urls.filter((url) => url.includes('钱示') || url.includes('11010119900101002X'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)
})
