import { decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'

const FIRM = '31110000MD00000014'
const LICENCE = '11101201010123456'
let alliance: Alliance

const digest = (byte: string): string => `sha256:${byte.repeat(32)}`

async function ask(licenceNo: string, caseRef: string): Promise<string> {
  const value: Json = {
    sourceClient: CLIENT,
    timeoutSeconds: Math.floor(Date.now() / 1000) + 600,
    deadlineMs: Date.now() + 3_600_000,
    licenceNo,
    asOf: '2026-11-25',
    purpose: 'AGENT_VERIFICATION',
    legalBasis: 'OPINIONS_ART_18',
    caseRef,
    use: 'FILING',
    letterFirmUscc: FIRM,
    exception: 'NONE',
    subscribe: true,
    logCommitment: digest('ab'),
  }
  const { data } = await alliance.court.act({ type: 'query/Ask', value }, 'clerk-1')
  return (data[0] as { dispatchId: string }).dispatchId
}

async function receipt(
  dispatchId: string,
): Promise<{ result: { finding: { verdict: string; reasons: unknown[] } | null; refusal: string | null } }> {
  for (let tries = 0; tries < 2_000; tries++) {
    const { value } = await alliance.court.client.prove(`query/receipt/${dispatchId}`)
    if (value !== null) return decodeCanonical(value) as never
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error('no receipt')
}

beforeAll(async () => {
  alliance = await startAlliance()
})
afterAll(async () => {
  await alliance.close()
})

describe('a court asks the justice zone about a lawyer', () => {
  test('an unknown licence is blocked by proof', async () => {
    const id = await ask(LICENCE, '0123456789abcdef0123456789abcdef')
    const started = Date.now()
    const { result } = await receipt(id)
    console.log('answered after', Date.now() - started, JSON.stringify(result))
    expect(result.finding?.verdict).toBe('BLOCK')
  })
})
