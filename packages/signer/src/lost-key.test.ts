import { encodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { transactionSignBytes } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import type { TestChain, TestSigner } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { approval, proposal, reenrolment, revocation } from './lost-key.ts'
import { administrators, clerk, courtLedger, openCase } from './testing/ledger.ts'
import { transactionBody } from './transaction.ts'
import { describeAct } from './words/describe-act.ts'
import { refusal } from './testing/refusal.ts'

const [admin1, admin2] = administrators
const newKey = testSigner('court', 'clerk', 77)
const enrolment = { organisation: 'court', officer: 'clerk', newKey: newKey.key, lostKey: clerk.key, validToMs: null }

function outcome(
  chain: TestChain,
  messages: Parameters<TestChain['deliver']>[0],
  signers: readonly TestSigner[],
): string {
  const { code, codespace } = chain.deliver(messages, signers)
  return code === 0 ? 'done' : (chain.app.modules.explain(codespace, code)?.name ?? `${codespace}/${code}`)
}

test('a stolen key is revoked by two administrators; what it did since is doubtful', () => {
  const chain = courtLedger()
  expect(outcome(chain, [openCase], [clerk])).toBe('done')
  const stolenAtMs = chain.nowMs - 1

  expect(outcome(chain, [revocation(clerk.key, stolenAtMs)], [admin1, admin2])).toBe('done')
  expect(outcome(chain, [{ ...openCase, value: { ...openCase.value, caseRef: 'c1'.repeat(16) } }], [clerk])).toBe(
    'KeyCompromised',
  )
  const again = reenrolment({ ...enrolment, lostKey: null })
  expect(outcome(chain, [again], [admin1, admin2, newKey])).toBe('done')
  const value = { ...openCase.value, caseRef: 'c2'.repeat(16), caseNumber: '（2026）京0105民初2号' }
  expect(outcome(chain, [{ ...openCase, value }], [newKey])).toBe('done')
})

test('a lost key ends with the enrolment of the new one', () => {
  const chain = courtLedger()
  expect(outcome(chain, [reenrolment(enrolment)], [admin1, admin2, newKey])).toBe('done')
  expect(outcome(chain, [openCase], [clerk])).toBe('KeyEnded')
  expect(outcome(chain, [openCase], [newKey])).toBe('done')
})

test('one administrator is not enough, nor is a key that nobody shows to hold', () => {
  const chain = courtLedger()
  const before = chain.moduleEntries()
  expect(outcome(chain, [reenrolment(enrolment)], [admin1, newKey])).not.toBe('done')
  expect(outcome(chain, [reenrolment(enrolment)], [admin1, admin2])).not.toBe('done')
  expect(outcome(chain, [revocation(clerk.key, null)], [admin1])).toBe('TwoPersonsNeeded')
  expect(chain.moduleEntries()).toBe(before)
})

test('two persons on two days: the second signs the digest that the first proposed, and sees its content', () => {
  const chain = courtLedger()
  const proposed = reenrolment(enrolment)
  const first = chain.deliver([proposal(proposed, chain.nowMs + 86_400_000)], [admin1])
  const { proposalId = '' } = (first.data?.[0] ?? {}) as { proposalId?: string }

  const second = approval(chain.chainId, proposalId, proposed)
  const body = transactionBody({
    chainId: chain.chainId,
    messages: [second],
    signers: [admin2],
    nowMs: chain.nowMs,
    nonce: 'n',
  })
  const bytes = transactionSignBytes(chain.chainId, encodeCanonical(body))
  const shown = describeAct(nodeCrypto, bytes, { locale: 'en', proposals: new Map([[proposalId, proposed]]) })
  expect(shown.acts[0]?.inner?.title).toBe('Enrol a key of an officer')
  const refused = (proposals?: ReadonlyMap<string, typeof proposed>) => (): unknown =>
    describeAct(nodeCrypto, bytes, { locale: 'en', ...(proposals === undefined ? {} : { proposals }) })
  expect(refused()).toThrow(refusal('PROPOSAL_MISSING'))
  const other = reenrolment({ ...enrolment, lostKey: null })
  expect(refused(new Map([[proposalId, other]]))).toThrow(refusal('PROPOSAL_MISMATCH'))

  chain.advance(3_600_000)
  expect(outcome(chain, [second], [admin2, newKey])).toBe('done')
  expect(outcome(chain, [openCase], [newKey])).toBe('done')
})
