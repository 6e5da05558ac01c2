import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '@xiezhi/gateway-api'
import { Browser } from '../../bench/gateway-browser.ts'
import { CliError } from '../../cli-error.ts'
import type { SampleEnforcement } from '../../sample/enforcement.ts'
import { basisDigest, claimOf } from '../../sample/enforcement.ts'
import { ENFORCER_CARDS } from '../../sample/officers.ts'

const WAIT_MS = 120_000
const LOOK_MS = 200
const OFFICER = 'enforcer'

/**
 * What only the court's gateway keeps: the cards of its officer, and who owes. Acts of the persons whose acts they are, who
 * sign in as at the page.
 */
export async function seedAtGateway(url: string, enforcements: readonly SampleEnforcement[]): Promise<void> {
  await as(url, 'personnel', ({ client }) =>
    client.call('fileOfficerCards', { body: { officer: OFFICER, name: '样本执行员（虚构）', ...ENFORCER_CARDS } }),
  )
  await as(url, OFFICER, async (browser) => {
    await browser.unlock()
    for (const one of enforcements) await openEnforcement(browser, one)
  })
}

async function as(url: string, person: string, run: (browser: Browser) => Promise<unknown>): Promise<void> {
  const browser = await Browser.signIn(url, person)
  try {
    await run(browser)
  } finally {
    browser.close()
  }
}

/** The gateway has to have read the case from the ledger first. */
async function openEnforcement({ client }: Browser, one: SampleEnforcement): Promise<void> {
  const { caseRef: caseId, effectiveOn, performanceEndsOn, appliedOn, debtor } = one
  const { kind, name, idType, idNo } = debtor
  const debtors = [{ kind, name, idType, idNo }]
  const claim = claimOf(one)
  const body = { caseId, basisDigest: basisDigest(one), effectiveOn, performanceEndsOn, appliedOn, claim, debtors }
  await eventually(caseId, async () => {
    const { shownId } = await client.call('previewAct', { body: { act: 'openEnforcement', params: {}, body } })
    await client.call('openEnforcement', { body }, { shownId })
    return true
  })
  await eventually(caseId, async () => {
    await client.call('getEnforcement', { params: { caseId } })
    return true
  })
}

/** @throws CliError START_TIMEOUT */
async function eventually(what: string, run: () => Promise<boolean>): Promise<void> {
  const untilMs = Date.now() + WAIT_MS
  for (;;) {
    try {
      if (await run()) return
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'SUBJECT_UNKNOWN') throw error
    }
    if (Date.now() > untilMs)
      throw new CliError('START_TIMEOUT', 'TEMPORARY', { process: what, seconds: WAIT_MS / 1_000, log: '' })
    await sleep(LOOK_MS)
  }
}
