import { describe, expect, test } from 'vitest'
import { hasBrowser, settled } from './testing/browser.ts'
import { ownSubscription, subscriptionDraft } from './testing/samples/credit-subscription.ts'
import { DIGEST } from './testing/samples/scene.ts'
import { closeDialog, bodiesOf, choose, isUsable, next, sign } from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: subscriptions in the console (no /usr/bin/chromium)')

const TERMS = {
  lists: ['DISHONEST', 'CONSUMPTION'],
  scope: 'BASIC',
  purpose: 'TICKETING',
  legalBasis: 'OPINIONS_ART_26',
  measures: ['HIGH_CONSUMPTION', 'BIDDING'],
  validTo: '2027-12-31',
}

describe.skipIf(!hasBrowser)('subscriptions of credit lists', () => {
  const { begin } = useVisits()

  test('a governance officer grants less than was asked, refuses with reasons, and suspends', async () => {
    const { page, gateway, faults } = await begin('/credit/subscriptions', 'court', ['GOVERNANCE_OFFICER'])
    const decisions = bodiesOf(page, /\/decision$/)
    const standings = bodiesOf(page, /\/standing$/)
    await settled(page)
    await page.getByText('待法院决定').waitFor()
    await page.getByText('范围超过用途所需').waitFor()
    await page.getByRole('button', { name: '拟准许: metro' }).click()
    expect(await page.getByLabel('用途').isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: '限制消费' }).uncheck()
    await page.getByLabel('决定书文号').fill('（2026）示订4号')
    await page.getByLabel('理由').fill('用途与职责相符（虚构）')
    await isUsable(page, 'credit-subscription-grant.zh-CN')
    await next(page)
    await sign(page)
    const text = { decisionNo: '（2026）示订4号', text: '用途与职责相符（虚构）' }
    const granted = { isGranted: true, terms: { ...TERMS, lists: ['DISHONEST'] }, reasons: [], ...text }
    expect(decisions).toMatchObject([granted])
    await closeDialog(page)

    await page.getByRole('button', { name: '拟不予准许: metro' }).click()
    await page.getByRole('checkbox', { name: '缺乏法律依据' }).check()
    await page.getByLabel('决定书文号').fill('（2026）示订5号')
    await page.getByLabel('理由').last().fill('未附依据（虚构）')
    await next(page)
    await sign(page)
    expect(decisions.at(-1)).toMatchObject({ isGranted: false, terms: null, reasons: ['LEGAL_BASIS_MISSING'] })
    await closeDialog(page)

    await page.getByRole('button', { name: '拟暂停: credit-platform' }).click()
    await page.getByLabel('决定书文号').fill('（2026）示订6号')
    await page.getByLabel('理由').fill('逾期未回执（虚构）')
    await next(page)
    await sign(page)
    expect(standings).toMatchObject([{ standing: 'SUSPENDED', decisionNo: '（2026）示订6号' }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 120_000)

  test('the other of the two signs what was proposed', async () => {
    const { page, gateway, faults } = await begin('/credit/subscriptions', 'court', ['COURT_PRESIDENT'])
    const bodies = bodiesOf(page, /\/approval$/)
    await settled(page)
    await isUsable(page, 'credit-subscription-drafts.zh-CN')
    const draft = page.getByRole('group', { name: '暂停订阅: railway' })
    await draft.getByText('暂停名单订阅：railway').waitFor()
    await draft.getByText('逾期两条未回执（虚构）').waitFor()
    await draft.getByRole('button', { name: '签署' }).click()
    await sign(page)
    expect(bodies).toEqual([{ digest: subscriptionDraft.digest }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('the end of a subscription is signed by whoever has read why; a text that was damaged says so', async () => {
    const end = {
      ...subscriptionDraft,
      decisionText: { zh: '终止订阅', en: 'end a subscription' },
      words: [{ zh: '终止名单订阅：railway', en: 'End a subscription to lists: railway' }],
      reasons: '任务已经变更，不再需要名单（虚构）',
    }
    const answers = { listSubscriptionDrafts: () => ({ items: [end], next: null }) }
    const { page, gateway, faults } = await begin('/credit/subscriptions', 'court', ['COURT_PRESIDENT'], answers)
    const bodies = bodiesOf(page, /\/approval$/)
    await settled(page)
    const draft = page.getByRole('group', { name: '终止订阅: railway' })
    await draft.getByText('任务已经变更，不再需要名单（虚构）').waitFor()
    await draft.getByRole('button', { name: '签署' }).click()
    await sign(page)
    expect(bodies).toEqual([{ digest: subscriptionDraft.digest }])
    const damaged = { ...end, decisionNo: null, reasons: null, reasonsState: 'damaged' as const }
    gateway.answer('listSubscriptionDrafts', () => ({ items: [damaged], next: null }))
    await page.reload()
    await draft.getByText('隐私库中的内容已被改动，不予显示').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('a department asks for other terms, and sees what became of earlier requests', async () => {
    const { page, gateway, faults } = await begin('/held/subscription', 'institution', ['INSTITUTION_OPERATOR'])
    const bodies = bodiesOf(page, /\/subscription-requests$/)
    await settled(page)
    await page.getByText('范围超过用途所需').waitFor()
    await isUsable(page, 'credit-own-subscription.zh-CN')
    await page.getByRole('button', { name: '申请变更' }).click()
    await choose(page, '告知范围', '仅是否有效')
    await page.getByLabel('公函').fill(DIGEST)
    await next(page)
    await sign(page)
    expect(bodies).toEqual([{ kind: 'CHANGE', terms: { ...TERMS, scope: 'TOKEN' }, documentDigest: DIGEST }])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)

  test('where there is none, one is asked for; a purpose in free words is no code', async () => {
    const { page, gateway, faults } = await begin('/held/subscription', 'institution', ['INSTITUTION_OPERATOR'], {
      getOwnSubscription: () => ({ ...ownSubscription, subscription: null, requests: [], mayAsk: ['SUBSCRIBE'] }),
    })
    await settled(page)
    await page.getByText('尚无订阅').waitFor()
    await page.getByRole('button', { name: '申请订阅' }).click()
    await page.getByLabel('用途').fill('售票')
    await next(page)
    await page.getByText('填大写字母').first().waitFor()
    expect(gateway.calls).not.toContain('askSubscription')
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 90_000)
})
