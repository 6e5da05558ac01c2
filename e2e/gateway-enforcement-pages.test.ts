import { shiftCivilMonths } from '@xiezhi/contracts/ids'
import { hasOpenssl } from '@xiezhi/institution-adapter'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  consoleFolder,
  hasBrowser,
  launch,
  overflowOf,
  seriousFindings,
  shot,
} from '../apps/console/src/testing/browser.ts'
import { buildConsole } from '../apps/console/src/testing/build.ts'
import { PersonAtPages } from './testing/court-pages.ts'
import { startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { InstitutionDoor } from './testing/institution-door.ts'
import { CARDS, DEBTOR, ScenarioCores } from './testing/scenario-cores.ts'
import type { Core } from './testing/scenario-cores.ts'

const canRun = hasBrowser && hasOpenssl()
if (!canRun) console.log('not run: scenario S-1 in a browser (no /usr/bin/chromium, or no openssl)')

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
/** Of a test in which several persons sign, each in the slot of the court. */
const LONG_MS = 300_000
/** So many days from today, in Shanghai. The days between those of the scenario are the rulebook's. */
const day = (offset: number): string => new Date(Date.now() + SHANGHAI_MS + offset * DAY_MS).toISOString().slice(0, 10)
const digest = (byte: string): string => `sha256:${byte.repeat(32)}`
const CASE_REF = '51'.repeat(16)
const NUMBER = '（2026）粤0703执123号'
const HOUSE = '999999001001GB00001F00010001'
const INSTITUTIONS = [
  { organisation: 'bank', kind: 'BANK', code: 'SAMPLEBANK', zh: '示例银行', en: 'sample bank' },
  { organisation: 'payment', kind: 'PAYMENT', code: 'SAMPLEPAY', zh: '示例支付机构', en: 'sample payment institution' },
  { organisation: 'land', kind: 'LAND', code: 'SAMPLELAND', zh: '示例不动产登记中心', en: 'sample land registry' },
  { organisation: 'vehicles', kind: 'VEHICLE', code: 'SAMPLEVEH', zh: '示例车辆管理所', en: 'sample vehicle office' },
] as const

/** What an institution with a core system lets its program take on; a thing as a whole is left to a person. */
const AUTOMATIC = ['QUERY', 'FREEZE', 'RELEASE'] as const

/** The land registry has no core system at the gateway: its operator answers. */
function isCore(organisation: string): organisation is Core {
  return organisation !== 'land'
}

describe.skipIf(!canRun)('scenario S-1 in a browser, over real zones', () => {
  let alliance: EnforcementAlliance
  let cores: ScenarioCores
  let door: InstitutionDoor
  let browser: Browser
  const people: PersonAtPages[] = []

  async function openCase(): Promise<void> {
    const opened = {
      caseRef: CASE_REF,
      courtCode: '粤0703',
      procedure: 'CIVIL',
      caseNumber: NUMBER,
      caseNumberTag: null,
    }
    await alliance.court.act('case/OpenCase', { ...opened, filedOn: day(0), connectedRefs: [] }, 'filing-1')
    const personnel = await door.signIn('court', 'personnel-1')
    await personnel.client.call('fileOfficerCards', { body: { officer: 'enforcer-1', name: '示例执行员', ...CARDS } })
  }

  async function person(side: 'court' | 'institution', name: string): Promise<PersonAtPages> {
    const found = await PersonAtPages.signIn(browser, door.listener(side).config.publicUrl, name)
    people.push(found)
    return found
  }

  beforeAll(async () => {
    await buildConsole()
    alliance = await startEnforcementAlliance()
    cores = new ScenarioCores(alliance.folder)
    await cores.start()
    const services = INSTITUTIONS.map(({ organisation }) => organisation).filter(
      (name) => name !== 'bank' && name !== 'land',
    )
    door = await InstitutionDoor.open(
      alliance,
      { door: { url: '', ca: '', cert: '', key: '' }, batchKeyFile: '' },
      {
        services,
        consoleFolder: `${consoleFolder}dist-web`,
        institutions: INSTITUTIONS.map(({ organisation, kind, code }) => ({
          organisation,
          kind,
          code,
          ...(isCore(organisation) ? { adapter: cores.adapter(organisation), automatic: AUTOMATIC } : {}),
        })),
        orders: {
          institutions: INSTITUTIONS,
          dispatchSlotMs: 700,
          account: {
            name: '示例执行款专户',
            bank: '示例银行示例支行',
            bankNo: '000000000000',
            number: 'SAMPLE-COURT-1',
          },
        },
      },
    )
    await door.start()
    await alliance.openLink()
    browser = await launch()
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await door.stop()
    await alliance.close()
    await cores.stop()
  }, 60_000)

  /** The registry's operator takes on the next order of the in-box, unless a program has, with its annex before her. */
  async function takeOn(operator: PersonAtPages, action: string, isAlone = false): Promise<void> {
    await operator.goTo('/inbox')
    await operator.page.locator('#content').getByRole('link', { name: action }).first().click()
    await operator.sees('被执行人姓名')
    if (!isAlone) {
      await operator.button('受理').click()
      await operator.sign()
      // What may be answered follows from the state that the page shows.
      await operator.button('受理').waitFor({ state: 'detached' })
    }
    await operator.button('反馈结果').click()
  }

  async function openDraft(who: PersonAtPages, caseRef: string): Promise<void> {
    await who.goTo(`/enforcement/cases/${caseRef}`)
    await who.region('待签裁定').getByRole('link').first().click()
    await who.sees('签署即产生的效力')
  }

  async function judgeSigns(judge: PersonAtPages, caseRef: string): Promise<void> {
    await openDraft(judge, caseRef)
    await judge.button('签署').click()
    await judge.sign()
  }

  async function estimate(officer: PersonAtPages, thing: string, yuan: string): Promise<void> {
    await officer.page.getByRole('button', { name: new RegExp(`^估计价值: .*${thing}`) }).click()
    await officer.dialog.getByLabel('估计价值').last().fill(yuan)
    await officer.dialog.getByLabel('依据').fill('同类财产近期成交价（虚构）')
    await officer.confirm()
  }

  /** Numbers of both documents; then what was asked for is proposed. */
  async function propose(officer: PersonAtPages, number: string): Promise<void> {
    await officer.page.getByLabel('裁定文书号').fill(number)
    await officer.page.getByLabel('协助执行通知书文号').fill(`${number}协`)
    await officer.next()
    await officer.sign()
  }

  interface Opening {
    readonly caseRef: string
    readonly effectiveOn: string
    readonly performanceEndsOn: string
    readonly principal: string
    readonly rate?: string
    readonly interestFrom?: string
    readonly debtor: { readonly name: string; readonly idNo: string }
  }

  async function openEnforcement(officer: PersonAtPages, opening: Opening): Promise<void> {
    const { page } = officer
    await officer.goTo('/enforcement/new')
    await page.getByLabel('案件代号').fill(opening.caseRef)
    await page.getByLabel('生效法律文书').first().fill(digest('ba'))
    await officer.date('生效日', opening.effectiveOn, page)
    await officer.date('履行期间届满日', opening.performanceEndsOn, page)
    await page.getByLabel('本金').fill(opening.principal)
    if (opening.rate !== undefined) await page.getByLabel('年利率').fill(opening.rate)
    if (opening.interestFrom !== undefined) await officer.date('利息起算日', opening.interestFrom, page)
    await page.getByLabel('姓名或名称').last().fill(opening.debtor.name)
    await page.getByLabel('证件号码').last().fill(opening.debtor.idNo)
    await officer.next(page)
    await officer.sign()
  }

  async function isUsable({ page }: PersonAtPages, name: string): Promise<void> {
    await shot(page, name)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }

  const secondsAgo = (seconds: number): string =>
    new Date(Date.now() + SHANGHAI_MS - seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')

  describe('S-1: found, planned, controlled within the debt, paid, released', () => {
    let officer: PersonAtPages
    let judge: PersonAtPages
    let operator: PersonAtPages
    const casePage = `/enforcement/cases/${CASE_REF}`

    beforeAll(async () => {
      await openCase()
      officer = await person('court', 'enforcer-1')
      judge = await person('court', 'judge-1')
      operator = await person('institution', 'land-operator')
    }, 120_000)

    test(
      'the officer opens the case; 1,051,810.00 may be controlled, line by line',
      async () => {
        await openEnforcement(officer, {
          caseRef: CASE_REF,
          effectiveOn: day(-13),
          performanceEndsOn: day(-3),
          principal: '1000000',
          rate: '0.0365',
          interestFrom: day(-385),
          debtor: DEBTOR,
        })
        for (const figure of ['¥1,051,810.00', '¥1,038,500.00', '¥525.00', '¥12,785.00']) await officer.sees(figure)
        await officer.page.getByText('计算步骤').click()
        for (const words of ['385 天', '¥38,500.00', '3 天']) await officer.sees(words)
        await isUsable(officer, 's1-1-owed')
      },
      LONG_MS,
    )

    test(
      'four institutions are asked at once: three answer by their core systems, the registry by its operator',
      async () => {
        await officer.button('查询财产').click()
        await officer.page.getByLabel('协助执行通知书文号').fill(`${NUMBER}协查1`)
        await officer.next()
        await officer.sign()
        await takeOn(operator, '查询', true)
        await operator.choose('查询结果', '有财产')
        await operator.dialog.getByRole('button', { name: '添加不动产' }).click()
        const unit = operator.dialog.getByRole('group', { name: '第 1 处不动产' })
        await unit.getByLabel('不动产单元号').fill(HOUSE)
        await unit.getByLabel('权证号').fill('示例不动产权第0000001号')
        await unit.getByLabel('坐落').fill('示例路1号101房')
        await unit.getByLabel('权利类型').fill('房屋所有权')
        await unit.getByLabel('面积').fill('120.5')
        await unit.getByRole('button', { name: '添加抵押' }).click()
        await unit.getByLabel('抵押权人').fill('示例银行')
        await unit.getByLabel('担保债权数额').fill('300000')
        await operator.date('抵押登记时间', '2020-01-01 09:00:00')
        await isUsable(operator, 's1-2-answer')
        await operator.next()
        await operator.sign()
        const property = officer.region('财产线索图')
        for (const words of ['¥90,000.00', '¥400,000.00', '¥300,000.00', '示A00001'])
          await officer.sees(words, property)
      },
      LONG_MS,
    )

    test(
      'a car beside the plan, with reasons, is signed in vain: the ledger refuses what controls too much',
      async () => {
        await estimate(officer, '示例路1号101房', '1100000')
        await estimate(officer, '示A00001', '80000')
        await officer.button('拟定方案').click()
        const plan = officer.region('查控方案')
        await officer.sees('¥561,810.00', plan)
        await officer.sees('因财产不可分割', plan)
        await plan.getByRole('button', { name: /^加入：.*示A00001/ }).click()
        await plan.getByLabel(/^控制金额：.*示A00001/).fill('0.01')
        await plan.getByLabel(/^期限：.*示A00001/).fill('24')
        await plan.getByLabel(/^理由：.*示A00001/).fill('被执行人正在联系买家（虚构）')
        await isUsable(officer, 's1-3-plan')
        await plan.getByRole('button', { name: '拟制裁定' }).click()
        await propose(officer, `${NUMBER}之一`)
        await openDraft(judge, CASE_REF)
        await judge.sees('被执行人正在联系买家')
        await isUsable(judge, 's1-4-draft')
        await judge.button('签署').click()
        await judge.signRefused('查控金额将超过应执行金额')
        await openDraft(officer, CASE_REF)
        await officer.button('撤回').click()
        await officer.sign()
        await officer.goTo(casePage)
        await officer.sees('尚无措施', officer.region('查封冻结措施'))
      },
      LONG_MS,
    )

    test(
      'the plan is signed: 90,000 and 400,000 are frozen, the house is sealed as a whole, the car is not',
      async () => {
        await officer.button('拟定方案').click()
        const plan = officer.region('查控方案')
        await officer.sees('合计拟控制 ¥1,051,810.00', plan)
        await plan.getByRole('button', { name: '拟制裁定' }).click()
        await propose(officer, `${NUMBER}之二`)
        await openDraft(judge, CASE_REF)
        await judge.sees('与方案一致')
        await judge.button('签署').click()
        await judge.sign()
        await takeOn(operator, '查封、冻结')
        await operator.dialog.getByLabel('账号或编号').fill(HOUSE)
        await operator.date('登记时间', secondsAgo(1))
        await operator.next()
        await operator.sign()
        const measures = officer.region('查封冻结措施')
        await measures.locator('tr', { hasText: '生效' }).nth(2).waitFor()
        for (const [amount, months] of [
          ['¥90,000.00', 12],
          ['¥400,000.00', 12],
          ['¥561,810.00', 36],
        ] as const)
          await officer.sees(
            `${day(0)} — ${shiftCivilMonths(day(0), months)}`,
            measures.locator('tr', { hasText: amount }),
          )
        expect(await measures.getByText('示A00001').count()).toBe(0)
        // Owed, and under control.
        await officer.region('应执行金额').getByText('¥1,051,810.00').nth(1).waitFor()
        await isUsable(officer, 's1-5-controlled')
      },
      LONG_MS,
    )

    test(
      '51 days on 9,450.00 are doubled interest; paid, three releases are proposed, signed, carried out, and the case is closed',
      async () => {
        const debt = officer.region('应执行金额')
        await officer.date('按另一日计算', day(51), debt)
        for (const figure of ['¥1,043,600.00', '¥9,450.00']) await officer.sees(figure, debt)
        await debt.getByText(/^计算步骤/).click()
        for (const words of ['436 天', '¥43,600.00', '54 天']) await officer.sees(words, debt)
        await shot(officer.page, 's1-6-on-the-day')
        await officer.button('登记履行').click()
        await officer.dialog.getByLabel('文书（只登记摘要）').first().fill(digest('fe'))
        await officer.next()
        await officer.sign()
        const proposals = officer.region('账本建议')
        await proposals.getByText('建议解除').nth(2).waitFor()
        for (const box of await proposals.getByRole('checkbox').all()) await box.check()
        await isUsable(officer, 's1-7-proposals')
        await proposals.getByRole('button', { name: '拟制裁定' }).click()
        await propose(officer, `${NUMBER}之三`)
        await judgeSigns(judge, CASE_REF)
        await takeOn(operator, '解除')
        await operator.next()
        await operator.sign()
        await officer.region('查封冻结措施').locator('tr', { hasText: '已解除' }).nth(2).waitFor()
        await officer.button('结案').click()
        await officer.sign()
        await officer.sees('结案时间')
        await isUsable(officer, 's1-8-closed')
        expect(people.flatMap(({ faults }) => faults)).toEqual([])
      },
      LONG_MS,
    )
  })
})
