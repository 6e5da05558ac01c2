import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { ControlView, TransferView } from '@xiezhi/gateway-api'
import { Refused } from './testing/answers.ts'
import { hasBrowser, settled } from './testing/browser.ts'
import type { TestGateway } from './testing/gateway.ts'
import { DEBTOR_ID, orderId } from './testing/samples/enforcement-scene.ts'
import { view } from './testing/samples/enforcement.ts'
import { debtNotice, matters, transfer, written } from './testing/samples/matters.ts'
import { CASE_ID, DIGEST, idOf, OTHER_DIGEST } from './testing/samples/scene.ts'
import {
  addressesOf,
  backToForm,
  bodiesOf,
  choose,
  closeDialog,
  closeRefused,
  isUsable,
  next,
  sign,
} from './testing/steps.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: acts of enforcement in the console (no /usr/bin/chromium)')

const CASE = `/enforcement/cases/${CASE_ID}`
const MATTERS = `${CASE}/matters`
const DOCUMENT = '文书（只登记摘要）'
const REASONS = '依法予以支持（虚构）'
const DECIDED_MS = Date.parse('2026-11-28T10:15:00+08:00')
const NO_DIGEST = '请选择文书，或填写 sha256: 或 sm3: 开头的摘要值'

const ENDED = { ...transfer, isOverdue: false, isEnded: true, mayAnswer: false, mayGrant: false }
const ABOVE = written('轮候法院的债权尚未确定（虚构）')
/** The first court has refused it, and then a court above both. */
const REFUSED_ABOVE: TransferView = {
  ...ENDED,
  state: 'REFUSED',
  decisions: [
    { organisation: 'court-a', officer: 'judge', outcome: 'REFUSED', reasons: written(REASONS), atMs: 0 },
    { organisation: 'alliance', officer: 'judge-above', outcome: 'REFUSED', reasons: ABOVE, atMs: DECIDED_MS },
  ],
}

describe.skipIf(!hasBrowser)('acts of enforcement by their dialogs', () => {
  const { begin } = useVisits()

  /** Opens the dialog of an act and goes on without filling it in: words say what is missing, and nothing is asked of the gateway. */
  async function openLacking(page: Page, gateway: TestGateway, button: string, ...words: string[]): Promise<void> {
    await page.getByRole('button', { name: button }).click()
    const asked = gateway.calls.length
    await next(page)
    for (const said of words) await page.getByRole('dialog').getByText(said).first().waitFor()
    expect(gateway.calls.slice(asked)).not.toContain('previewAct')
  }

  /** The ledger refuses what was sent: a judge reads why, and that nothing has changed. */
  async function refused(page: Page, gateway: TestGateway, name: string, words: string): Promise<void> {
    gateway.refuse('enforcement', name)
    const alert = page.getByRole('dialog').getByRole('alert')
    await alert.getByText(words).waitFor()
    await alert.getByText('账本未作任何变更').waitFor()
    await closeRefused(page, words)
  }

  async function day(page: Page, label: string, on: string): Promise<void> {
    await page.getByRole('dialog').getByLabel(label).fill(on)
    await page.keyboard.press('Enter')
  }

  async function document(page: Page, label: string, digest: string): Promise<void> {
    await page.getByRole('dialog').getByRole('textbox', { name: label }).fill(digest)
  }

  /** Ends in the words that are signed, and signs them. */
  async function send(page: Page): Promise<void> {
    await next(page)
    await sign(page)
  }

  test('property found elsewhere is entered in cents, a thing as a whole; its number stands in no address', async () => {
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'], {
      enterProperty: () => {
        throw new Refused(404, 'INSTITUTION_UNKNOWN', { institution: 'vehicles' })
      },
    })
    const bodies = bodiesOf(page, /\/property$/)
    const urls = addressesOf(page)
    await settled(page)
    await page.getByRole('button', { name: '登记财产' }).click()
    const dialog = page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: '确认' })
    await dialog.getByLabel('财产说明').fill('   ')
    await confirm.click()
    await dialog.getByText('此项必填').nth(3).waitFor()
    expect(await dialog.getByText('此项必填').count()).toBe(4)
    expect(bodies).toEqual([])
    await choose(page, '机构', '示例车辆管理所（虚构）')
    await choose(page, '类别', '机动车')
    expect(await dialog.getByLabel('可以分割').isChecked()).toBe(false)
    await dialog.getByLabel('财产说明').fill(' 厢式货车 示例牌 ')
    await dialog.getByLabel('账号或编号').fill('LSAMPLE0000000042')
    await dialog.getByLabel('在先权利').fill('1234.56')
    await confirm.click()
    await dialog.getByRole('alert').getByText('INSTITUTION_UNKNOWN').first().waitFor()
    await isUsable(page, 'enforcement-property-enter.zh-CN')
    const [known] = view.property
    const entered = { ...known!, propertyId: idOf(0xa9), label: '厢式货车 示例牌', numberMasked: '****0042' }
    gateway.answer('enterProperty', () => ({ propertyId: entered.propertyId, isNew: true }))
    gateway.answer('getEnforcement', () => ({ ...view, property: [...view.property, entered] }))
    await confirm.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('row').filter({ hasText: '厢式货车 示例牌' }).getByText('****0042').waitFor()
    const body = {
      debtorId: DEBTOR_ID,
      institution: 'vehicles',
      asset: 'VEHICLE',
      label: '厢式货车 示例牌',
      number: 'LSAMPLE0000000042',
      currency: 'CNY',
      balanceCents: null,
      availableCents: null,
      encumberedCents: 123_456,
      divisible: false,
    }
    expect(bodies).toEqual([body, body])
    expect(urls.filter((url) => url.includes('LSAMPLE0000000042'))).toEqual([])
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('what is left of a claim is stated anew in its own currency; an act that was not sent stands in its fields', async () => {
    const claim = { ...view.claim, currency: 'USD' }
    const { page, gateway, faults } = await begin(CASE, 'court', ['COURT_ENFORCER'], {
      getEnforcement: () => ({ ...view, claim }),
    })
    const bodies = bodiesOf(page, /\/restatements$/)
    await settled(page)
    await page.getByRole('button', { name: '重新核定债权' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('本金').inputValue()).toBe('1000000.00')
    await dialog.getByLabel('本金').fill('')
    await dialog.getByLabel('年利率').fill('3.65%')
    await next(page)
    for (const said of ['此项必填', '填写小数，例如 0.0365', NO_DIGEST]) await dialog.getByText(said).waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await dialog.getByLabel('本金').fill('600000.5')
    await dialog.getByLabel('年利率').fill('0.04')
    await day(page, '日期', '2026-11-28')
    await document(page, DOCUMENT, DIGEST)
    await next(page)
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await dialog.getByLabel('本金').waitFor()
    expect(await dialog.getByLabel('本金').inputValue()).toBe('600000.50')
    expect(bodies).toEqual([])
    await send(page)
    const stated = { principalCents: 60_000_050, general: { ...claim.general!, annualRate: '0.04' }, currency: 'USD' }
    const body = { on: '2026-11-28', claim: stated, calculationDigest: DIGEST }
    expect(bodies).toEqual([body])
    gateway.refuse('enforcement', 'DateOrder')
    await backToForm(page, '日期先后不符')
    await isUsable(page, 'enforcement-restate-refused.zh-CN')
    expect(await dialog.getByLabel('本金').inputValue()).toBe('600000.50')
    expect(await dialog.getByRole('textbox', { name: DOCUMENT }).inputValue()).toBe(DIGEST)
    await day(page, '日期', '2026-11-27')
    await next(page)
    await page.getByRole('button', { name: '签名并提交' }).waitFor()
    expect(await page.getByRole('alert').getByText('日期先后不符').count()).toBe(0)
    await sign(page)
    expect(bodies).toEqual([body, { ...body, on: '2026-11-27' }])
    gateway.advance('signed', 'submitted', 'included')
    await dialog.locator('[aria-current=step]', { hasText: '已上链' }).waitFor()
    await closeDialog(page)
    gateway.answer('getEnforcement', () => ({ ...view, claim: stated }))
    gateway.emit('enforcement')
    await page.getByText('600,000.50').first().waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('an officer tells a third party that owes, announces a sale, and proposes the letter that hands the right over', async () => {
    const [sealed] = view.controls
    const debt: ControlView = {
      ...sealed!,
      orderId: orderId(7),
      measureId: idOf(0x97),
      asset: 'RECEIVABLE',
      label: '租金',
    }
    const unanswered: ControlView = { ...debt, orderId: orderId(8), measureId: null, label: '押金', state: 'ORDERED' }
    const shown = { ...matters, sales: [], debtNotices: [] }
    const { page, gateway, faults } = await begin(MATTERS, 'court', ['COURT_ENFORCER'], {
      getEnforcement: () => ({ ...view, controls: [sealed!, debt, unanswered] }),
      getMatters: () => shown,
    })
    const notices = bodiesOf(page, /\/debt-notices$/)
    const sales = bodiesOf(page, /\/sales$/)
    const letters = bodiesOf(page, /\/letter$/)
    const dialog = page.getByRole('dialog')
    await settled(page)

    await openLacking(page, gateway, '登记履行通知', '此项必填', NO_DIGEST)
    await page.getByRole('combobox', { name: '所涉措施' }).click()
    expect(await page.locator('.ant-select-item-option').allTextContents()).toEqual(['到期债权 · 租金'])
    await page.locator('.ant-select-item-option').click()
    await day(page, '通知送达日', '2026-11-27')
    await document(page, DOCUMENT, DIGEST)
    await isUsable(page, 'matters-debt-notify.zh-CN')
    await send(page)
    expect(notices).toEqual([{ orderId: debt.orderId, servedOn: '2026-11-27', noticeDigest: DIGEST }])
    await refused(page, gateway, 'DebtNotified', '已通知该第三人')
    const notice = { ...debtNotice, measure: { ...debtNotice.measure, measureId: idOf(0x97), label: '租金' } }
    gateway.answer('getMatters', () => ({ ...shown, debtNotices: [notice] }))
    gateway.emit('enforcement')
    await page.getByText('各笔到期债权均已登记履行通知').waitFor()

    await openLacking(page, gateway, '登记公告', '此项必填', NO_DIGEST)
    await choose(page, '所涉措施', '存款 · 个人结算账户 ****6781')
    await document(page, '公告文书', OTHER_DIGEST)
    await send(page)
    expect(sales).toEqual([{ orderId: sealed!.orderId, on: '2026-11-29', noticeDigest: OTHER_DIGEST }])
    await refused(page, gateway, 'MeasureEnded', '该措施已经终止')

    await openLacking(page, gateway, '拟制移送函: 优先债权执行法院商请', '此项必填')
    await dialog.getByLabel('裁定文书号').fill(' （2026）京0101执2345号之五 ')
    await dialog.getByLabel('协助执行通知书文号').fill('（2026）京0101执2345号协执5')
    await send(page)
    expect(letters).toEqual([{ noticeNo: '（2026）京0101执2345号协执5', rulingNo: '（2026）京0101执2345号之五' }])
    await refused(page, gateway, 'TransferUnknown', '没有这一尚未了结的移送商请')
    gateway.answer('getMatters', () => ({ ...shown, transfers: [REFUSED_ABOVE] }))
    gateway.emit('enforcement')
    const refusal = page.getByRole('cell').filter({ hasText: '上级法院决定不予移送' })
    await refusal.getByText('2026-11-28 10:15:00 alliance / judge-above · 不同意').waitFor()
    await refusal.getByText('轮候法院的债权尚未确定（虚构）').waitFor()
    for (const act of [/^拟制移送函/, /^不同意: /, /^决定: /])
      expect(await page.getByRole('button', { name: act }).count()).toBe(0)
    await isUsable(page, 'matters-transfer-refused-above.zh-CN')
    const granted = { ...ENDED, state: 'GRANTED' as const }
    gateway.answer('getMatters', () => ({ ...shown, transfers: [granted] }))
    gateway.emit('enforcement')
    await page.getByRole('cell').filter({ hasText: '已移送' }).waitFor()
    expect(await page.getByRole('button', { name: /^拟制移送函/ }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)

  test('a judge asks the first court for the right to dispose, and decides on compensation for a wrong', async () => {
    const { page, gateway, faults } = await begin(MATTERS, 'court', ['COURT_JUDGE'], {
      getMatters: () => ({ ...matters, transfers: [] }),
    })
    const requests = bodiesOf(page, /\/transfers$/)
    const settlements = bodiesOf(page, /\/settlement$/)
    const dialog = page.getByRole('dialog')
    await settled(page)

    await openLacking(page, gateway, '商请移送', '此项必填', '请写明理由，至少四个字')
    await choose(page, '所涉措施', '不动产 · 住宅 示例区示例路1号')
    await choose(page, '事由', '首先轮候查封法院商请')
    await dialog.getByLabel('理由').fill(' 急    ')
    await next(page)
    await dialog.getByText('请写明理由，至少四个字').waitFor()
    expect(gateway.calls).not.toContain('previewAct')
    await dialog.getByLabel('理由').fill(REASONS)
    await document(page, '所附文书', DIGEST)
    await isUsable(page, 'matters-transfer-request.zh-CN')
    await send(page)
    const request = { orderId: orderId(3), ground: 'FIRST_WAITING_COURT', reasons: REASONS, fileDigest: DIGEST }
    expect(requests).toEqual([request])
    await refused(page, gateway, 'TransferNotYet', '尚不能商请移送处置权')

    await openLacking(page, gateway, '决定赔偿: 超标的控制', '此项必填', '请写明理由，至少四个字')
    await choose(page, '结果', '无损害')
    await dialog.getByLabel('理由').fill(REASONS)
    await send(page)
    expect(settlements).toEqual([{ outcome: 'NO_DAMAGE', reasons: REASONS }])
    await refused(page, gateway, 'WrongStands', '错误仍在持续：措施未解除，或者补救指令尚未答复')
    const decision = { organisation: 'court-a', officer: 'judge', atMs: 0, reasons: written(REASONS) }
    const wrongs = matters.wrongs.map((one) => ({ ...one, state: 'NO_DAMAGE' as const, decision }))
    gateway.answer('getMatters', () => ({ ...matters, wrongs }))
    gateway.emit('enforcement')
    await page.getByRole('cell').filter({ hasText: '无损害' }).waitFor()
    await page.getByRole('cell').filter({ hasText: '待答复' }).waitFor()
    expect(await page.getByRole('button', { name: /^决定赔偿/ }).count()).toBe(0)
    expect([faults, gateway.faults]).toEqual([[], []])
  }, 60_000)
})
