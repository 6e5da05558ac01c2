import { hexEncode, utf8Encode } from '@xiezhi/codec'
import { shiftCivilMonths } from '@xiezhi/contracts/ids'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Browser, Locator } from 'playwright-core'
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
import { WalkedClock } from './testing/alliance.ts'
import { PersonAtPages } from './testing/court-pages.ts'
import { organisationOf, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance, FurtherCourt } from './testing/enforcement-alliance.ts'
import { InstitutionDoor } from './testing/institution-door.ts'

if (!hasBrowser) console.log('not run: scenario S-2 in a browser (no /usr/bin/chromium)')

/** Of a test in which several persons sign, each in the slot of the court. */
const LONG_MS = 300_000
const START_MS = Date.parse('2026-01-05T09:30:00+08:00')
const REGISTERED_BY_MS = Date.parse('2026-01-05T10:05:00+08:00')
const DAY = '2026-01-05'
const HOUSE = '999999001001GB00001F00010001'
const LABEL = '示例路1号101房'
/** Invented; region 999999 is not assigned. */
const DEBTOR = { name: '示例建材有限公司', idNo: '91999999MA00000012' } as const
const DISTRIBUTION = `sha256:${hexEncode(
  nodeCrypto.sha256(utf8Encode('拍卖款分配：首封 3,000,000.00；轮候 1,500,000.00 与 500,000.00（虚构）\n')),
)}`

interface Court extends FurtherCourt {
  readonly caseRef: string
  readonly number: string
  /** Yuan. */
  readonly principal: string
  /** By what the case may control: principal, 16 days of doubled interest, and the fee. */
  readonly controlled: string
  /** Second of the register on the scenario's day. */
  readonly registered: string
  readonly rank: number
}

/** As the sealing orders reach the register; rank is the second of the register (G20-06, G20-08). */
const DISTRICT: Court = {
  name: 'district',
  zh: '样本区人民法院（虚构）',
  en: 'sample district court (invented)',
  code: '粤0106',
  caseRef: 'a1'.repeat(16),
  number: '（2026）粤0106执8801号',
  principal: '1500000',
  controlled: '¥1,521,600.00',
  registered: '10:02:11',
  rank: 1,
}
const NORTH: Court = {
  name: 'north',
  zh: '样本北区人民法院（虚构）',
  en: 'sample north court (invented)',
  code: '粤0105',
  caseRef: 'a2'.repeat(16),
  number: '（2026）粤0105执8802号',
  principal: '3000000',
  controlled: '¥3,040,800.00',
  registered: '10:02:09',
  rank: 0,
}
const SOUTH: Court = {
  name: 'south',
  zh: '样本南区人民法院（虚构）',
  en: 'sample south court (invented)',
  code: '粤0103',
  caseRef: 'a3'.repeat(16),
  number: '（2026）粤0103执8803号',
  principal: '900000',
  controlled: '¥913,920.00',
  registered: '10:02:30',
  rank: 2,
}
const COURTS = [DISTRICT, NORTH, SOUTH] as const
const WAITING = [DISTRICT, SOUTH] as const
const LAND = { organisation: 'land', kind: 'LAND', code: 'SAMPLELAND', zh: '示例不动产登记中心', en: 'sample registry' }

describe.skipIf(!hasBrowser)('scenario S-2 in a browser: three courts and a land register over real zones', () => {
  let alliance: EnforcementAlliance
  let door: InstitutionDoor
  let browser: Browser
  let operator: PersonAtPages
  const people: PersonAtPages[] = []
  const officers = new Map<string, PersonAtPages>()
  const judges = new Map<string, PersonAtPages>()

  async function person(side: 'court' | 'institution', name: string): Promise<PersonAtPages> {
    const found = await PersonAtPages.signIn(browser, door.listener(side).config.publicUrl, name)
    people.push(found)
    return found
  }

  const of = (known: ReadonlyMap<string, PersonAtPages>, { name }: Court): PersonAtPages => {
    const found = known.get(name)
    if (found === undefined) throw new RangeError(name)
    return found
  }

  /** The case is filed, the officer's cards too; officer and judge are at their pages. */
  async function staff(court: Court): Promise<void> {
    const { name, caseRef, code: courtCode, number: caseNumber } = court
    const opened = { caseRef, courtCode, procedure: 'CIVIL', caseNumber, caseNumberTag: null }
    await alliance.court.act('case/OpenCase', { ...opened, filedOn: DAY, connectedRefs: [] }, `filing-${name}`)
    const { client } = await door.signIn('court', `personnel-${name}`)
    const cards = { workCard: `GZ-${name}`, dutyCard: `GW-${name}` }
    await client.call('fileOfficerCards', { body: { officer: `enforcer-${name}`, name: '示例执行员', ...cards } })
    officers.set(name, await person('court', `enforcer-${name}`))
    judges.set(name, await person('court', `judge-${name}`))
  }

  beforeAll(async () => {
    await buildConsole()
    const clock = new WalkedClock()
    clock.aheadMs = START_MS - Date.now()
    alliance = await startEnforcementAlliance({ courts: COURTS, clock })
    const noCore = { door: { url: '', ca: '', cert: '', key: '' }, batchKeyFile: '' }
    door = await InstitutionDoor.open(alliance, noCore, {
      consoleFolder: `${consoleFolder}dist-web`,
      institutions: [{ organisation: LAND.organisation, kind: LAND.kind, code: LAND.code }],
      orders: { institutions: [LAND], dispatchSlotMs: 700 },
    })
    await door.start()
    await alliance.openLink()
    browser = await launch()
    operator = await person('institution', 'land-operator')
    for (const court of COURTS) await staff(court)
  }, 300_000)
  afterAll(async () => {
    await browser.close()
    await door.stop()
    await alliance.close()
  }, 60_000)

  async function isUsable({ page }: PersonAtPages, name: string): Promise<void> {
    await shot(page, name)
    expect(await seriousFindings(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  }

  const goToCase = (who: PersonAtPages, { caseRef }: Court): Promise<void> => who.goTo(`/enforcement/cases/${caseRef}`)
  const measuresOf = (who: PersonAtPages): Locator => who.region('查封冻结措施')

  /** Numbers of both documents; then what was asked for is proposed, and the judge of the court signs it. */
  async function ruled(court: Court, number: string): Promise<void> {
    const officer = of(officers, court)
    await officer.page.getByLabel('裁定文书号').fill(number)
    await officer.page.getByLabel('协助执行通知书文号').fill(`${number}协`)
    await officer.next()
    await officer.sign()
    const judge = of(judges, court)
    await goToCase(judge, court)
    await judge.region('待签裁定').getByRole('link').first().click()
    await judge.sees('签署即产生的效力')
    await judge.button('签署').click()
    await judge.sign()
  }

  /** One way in which the first court's ruling changes its measure. */
  async function disposes(action: string, number: string): Promise<void> {
    const officer = of(officers, NORTH)
    await goToCase(officer, NORTH)
    await measuresOf(officer).getByRole('checkbox').check()
    await officer.button('拟制变更裁定').click()
    await officer.choose('措施', action)
    await ruled(NORTH, number)
  }

  /** The operator takes on what a court has ordered, once its annex has come. */
  async function takeOn(action: string, court: Court): Promise<void> {
    await operator.goTo('/inbox')
    const row = operator.page.locator('#content tr', { hasText: organisationOf(court) })
    await row.getByRole('link', { name: action }).click()
    await operator.sees('附件已核对')
    await operator.button('受理').click()
    await operator.sign()
    await operator.button('受理').waitFor({ state: 'detached' })
  }

  test(
    'three courts open their cases, each of its own claim, and plan to seal the same house as a whole',
    async () => {
      for (const court of COURTS) {
        const officer = of(officers, court)
        const { page } = officer
        await officer.goTo('/enforcement/new')
        await page.getByLabel('案件代号').fill(court.caseRef)
        await page
          .getByLabel('生效法律文书')
          .first()
          .fill(`sha256:${'ba'.repeat(32)}`)
        await officer.date('生效日', '2025-12-01', page)
        await officer.date('履行期间届满日', '2025-12-20', page)
        await page.getByLabel('本金').fill(court.principal)
        await officer.choose('类别', '企业法人', page)
        await page.getByLabel('姓名或名称').last().fill(DEBTOR.name)
        await officer.choose('证件类型', '统一社会信用代码', page)
        await page.getByLabel('证件号码').last().fill(DEBTOR.idNo)
        await officer.next(page)
        await officer.sign()
        await officer.sees(court.controlled)
        await officer.button('登记财产').click()
        await officer.choose('机构', LAND.zh)
        await officer.choose('类别', '不动产')
        await officer.dialog.getByLabel('财产说明').fill(LABEL)
        await officer.dialog.getByLabel('账号或编号').fill(HOUSE)
        await officer.dialog.getByLabel('可以分割').uncheck()
        await officer.confirm()
        await page.getByRole('button', { name: new RegExp(`^估计价值: .*${LABEL}`) }).click()
        await officer.dialog.getByLabel('估计价值').last().fill('5000000')
        await officer.dialog.getByLabel('依据').fill('评估报告（虚构）')
        await officer.confirm()
        await officer.button('拟定方案').click()
        const plan = officer.region('查控方案')
        await officer.sees(`合计拟控制 ${court.controlled}`, plan)
        await plan.getByRole('button', { name: '拟制裁定' }).click()
        await ruled(court, court.number)
      }
      await isUsable(of(officers, NORTH), 's2-1-ordered')
    },
    LONG_MS,
  )

  test(
    'the register enters 10:02:09, 10:02:11 and 10:02:30: rank is its second, not the order of arrival',
    async () => {
      await alliance.advanceTo(REGISTERED_BY_MS)
      for (const court of COURTS) {
        await takeOn('查封、冻结', court)
        await operator.button('反馈结果').click()
        await operator.dialog.getByLabel('账号或编号').fill(HOUSE)
        await operator.date('登记时间', `${DAY} ${court.registered}`)
        if (court === DISTRICT) await isUsable(operator, 's2-2-register')
        await operator.next()
        await operator.sign()
      }
      for (const court of COURTS) {
        const officer = of(officers, court)
        await goToCase(officer, court)
        const row = measuresOf(officer).locator('tr', { hasText: LABEL })
        if (court === NORTH) {
          await officer.sees('生效', row)
          await officer.sees(`${DAY} — ${shiftCivilMonths(DAY, 36)}`, row)
        } else {
          await officer.sees('轮候', row)
          await officer.sees(`第 ${court.rank} 顺位`, row)
        }
        await isUsable(officer, `s2-3-rank-${court.name}`)
      }
    },
    LONG_MS,
  )

  test(
    'of 5,000,000 the first court takes 3,000,000, those who wait 1,500,000 and 500,000, the debtor nothing',
    async () => {
      const officer = of(officers, NORTH)
      const { page } = officer
      await officer.goTo(`/enforcement/cases/${NORTH.caseRef}/distribution`)
      await page.getByLabel('执行所得').fill('5000000')
      await officer.date('本案首次查封时间', `${DAY} ${NORTH.registered}`, page)
      for (const { zh, principal, registered } of WAITING) {
        await page.getByRole('button', { name: '添加 其他普通债权' }).click()
        await page.getByLabel('债权人', { exact: true }).last().fill(zh)
        await page.getByLabel('债权额', { exact: true }).last().fill(principal)
        await officer.date('查封时间', `${DAY} ${registered}`, page)
      }
      await page.getByRole('button', { name: '计算分配' }).click()
      await officer.sees('按查封先后受偿')
      const shares = page.getByRole('region', { name: '各债权人的分配额与未受偿额（元）' })
      for (const [who, ...figures] of [
        ['普通债权', '¥3,000,000.00', '¥0.00'],
        ['加倍部分债务利息', '¥8,400.00', '¥0.00'],
        [DISTRICT.zh, '¥1,500,000.00', '¥0.00'],
        [SOUTH.zh, '¥900,000.00', '¥500,000.00', '¥400,000.00'],
      ] as const) {
        const row = shares.locator('tr', { hasText: who })
        for (const figure of figures) await officer.sees(figure, row)
      }
      await isUsable(officer, 's2-4-distribution')
    },
    LONG_MS,
  )

  test(
    'the first court sells; each waiting court is told, with the digest of the distribution, and claims from the rest',
    async () => {
      await disposes('转为处分', `${NORTH.number}之一`)
      // It changes the line of the register alone: what is taken on is carried out.
      await takeOn('转为处分', NORTH)
      const about = operator.region('被执行人与财产')
      for (const shown of ['与本令所签对象一致', DEBTOR.name, DEBTOR.idNo, HOUSE]) await operator.sees(shown, about)
      await isUsable(operator, 's2-5-conversion')
      await operator.sees('已办理')
      await disposes('处分完毕', `${NORTH.number}之二`)
      await takeOn('处分完毕', NORTH)
      await operator.button('反馈结果').click()
      await operator.dialog.getByLabel('分配方案').fill(DISTRIBUTION)
      await operator.next()
      await operator.sign()
      for (const court of COURTS) {
        const officer = of(officers, court)
        await goToCase(officer, court)
        const row = measuresOf(officer).locator('tr', { hasText: LABEL })
        await officer.sees(court === NORTH ? '已处分' : '就剩余价款受偿', row)
        if (court !== NORTH) {
          await row.locator('summary').click()
          await officer.sees('分配方案摘要', row)
          await row.getByTitle(DISTRIBUTION).waitFor()
        }
        await isUsable(officer, `s2-5-sold-${court.name}`)
      }
      expect(people.flatMap(({ faults }) => faults)).toEqual([])
    },
    LONG_MS,
  )
})
