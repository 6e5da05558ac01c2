import { hexDecode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import { CometError } from './comet-error.ts'
import { totalPower } from './encode.ts'
import { compareValidators, newValidatorSet, rotate, updateValidatorSet } from './rotation.ts'
import type { ValidatorChange } from './rotation.ts'
import { expectRefusal } from './testing/expect-refusal.ts'
import { askRows, cometJudge, JUDGE_CASES, recordedRows, recordRows } from '../../../tools/judges/comet-rows.ts'
import type { JudgeRow } from '../../../tools/judges/comet-rows.ts'
import { Seeded } from './testing/seeded.ts'
import type { ValidatorSet } from './types.ts'
import { validateProposer } from './validate-block.ts'
import { POWER_MAX, validateValidatorSet } from './validate.ts'

// Record again, with Go: XIEZHI_RECORD=1 npx vitest run packages/comet/src/rotation.test.ts
const RECORDED = 25
const KEYS = 9

interface Power {
  readonly key: string
  readonly power: string
}
type Step = { readonly increment: number } | { readonly update: readonly Power[] }
interface Question {
  readonly kind: 'rotate'
  readonly validators: readonly Power[]
  readonly steps: readonly Step[]
}
interface SetAnswer {
  readonly refused: string
  readonly validators: readonly { readonly address: string; readonly power: string; readonly priority: string }[] | null
  readonly proposer: string
}

function changesOf(list: readonly Power[]): ValidatorChange[] {
  return list.map(({ key, power }) => ({ publicKey: hexDecode(key), votingPower: BigInt(power) }))
}

/** The set after each step; a refused step changes nothing. */
function ourAnswers({ validators, steps }: Question): (SetAnswer & { readonly refused: string })[] {
  let set: ValidatorSet
  try {
    set = newValidatorSet(nodeCrypto, changesOf(validators))
  } catch (error) {
    return [{ refused: codeOf(error), validators: null, proposer: '' }]
  }
  const answers = [describeSet(set, '')]
  for (const step of steps) {
    let refused = ''
    try {
      set =
        'increment' in step ? rotate(set, step.increment) : updateValidatorSet(nodeCrypto, set, changesOf(step.update))
    } catch (error) {
      refused = codeOf(error)
    }
    answers.push(describeSet(set, refused))
  }
  return answers
}

function codeOf(error: unknown): string {
  if (error instanceof CometError) return error.code
  throw error
}

function describeSet({ validators, proposer }: ValidatorSet, refused: string): SetAnswer {
  return {
    refused,
    validators: validators.map(({ address, votingPower, proposerPriority }) => ({
      address: hexEncode(address),
      power: String(votingPower),
      priority: String(proposerPriority),
    })),
    proposer: proposer === null ? '' : hexEncode(proposer.address),
  }
}

function checkRow({ question, answer }: JudgeRow<Question, SetAnswer[]>): void {
  const withoutReason = (step: SetAnswer): object => ({ ...step, refused: step.refused !== '' })
  expect(ourAnswers(question).map(withoutReason)).toEqual(answer.map(withoutReason))
}

function randomQuestion(random: Seeded, keys: readonly string[]): Question {
  const powers = [0n, 1n, 1n, 2n, 10n, 10n, 1_000n, 10n ** 12n, POWER_MAX / 3n, POWER_MAX, POWER_MAX + 1n]
  // Extreme powers are rare, so that most sets come to be and go on.
  const power = (): string => String(random.oneIn(9) ? random.pick(powers) : BigInt(1 + random.below(60)))
  const some = (count: number): Power[] => {
    const from = random.below(KEYS)
    const twice = random.oneIn(20) ? [{ key: keys[from] ?? '', power: '5' }] : []
    return [
      ...Array.from({ length: count }, (_, at) => ({ key: keys[(from + at) % KEYS] ?? '', power: power() })),
      ...twice,
    ]
  }
  const steps = Array.from({ length: 12 }, (): Step => {
    if (random.oneIn(2)) return { increment: 1 + (random.oneIn(4) ? random.below(40) : 0) }
    const update = some(1 + random.below(4)).map((change) => (random.oneIn(3) ? { ...change, power: '0' } : change))
    return { update }
  })
  return { kind: 'rotate', validators: some(random.oneIn(30) ? 0 : 1 + random.below(7)), steps }
}

function questions(count: number): Question[] {
  const random = new Seeded(0x407a)
  const keys = Array.from({ length: KEYS }, () => hexEncode(random.bytes(32)))
  return Array.from({ length: count }, () => randomQuestion(random, keys)).filter(
    ({ validators }) => validators.length > 0,
  )
}

const judge = await cometJudge('proposer rotation before types of cometbft v0.38.19')

describe.skipIf('absent' in judge)('rotation before cometbft v0.38.19', () => {
  it(`gives the priorities and proposers of ${JUDGE_CASES} histories`, { timeout: 300_000 }, async () => {
    const rows = await askRows<Question, SetAnswer[]>(judge, questions(JUDGE_CASES))
    rows.forEach(checkRow)
    const steps = rows.flatMap(({ answer }) => answer)
    expect(steps.filter(({ refused }) => refused !== '').length).toBeGreaterThan(steps.length / 50)
    expect(steps.filter(({ refused }) => refused === '').length).toBeGreaterThan(steps.length / 2)
    recordRows('rotations', rows.slice(0, RECORDED))
  })
})

describe('recorded rotation of cometbft v0.38.19', () => {
  it('gives the recorded priorities and proposers', () => {
    const rows = recordedRows<Question, SetAnswer[]>('rotations')
    expect(rows.length).toBeGreaterThan(20)
    rows.forEach(checkRow)
  })
})

function change(seed: number, votingPower: bigint): ValidatorChange {
  return { publicKey: nodeCrypto.sha256(Uint8Array.of(seed)), votingPower }
}

describe('rotate', () => {
  const set = newValidatorSet(nodeCrypto, [change(1, 1n), change(2, 2n), change(3, 7n)])

  it('gives each validator turns by its power', () => {
    const turns = new Map<string, number>()
    let now = set
    for (let turn = 0; turn < 100; turn++) {
      const address = hexEncode(now.proposer?.address ?? new Uint8Array(0))
      turns.set(address, (turns.get(address) ?? 0) + 1)
      now = rotate(now, 1)
    }
    expect(set.validators.map(({ address }) => turns.get(hexEncode(address)))).toEqual([70, 20, 10])
  })

  it('takes many turns at once as one by one', () => {
    let single = set
    for (let turn = 0; turn < 17; turn++) single = rotate(single, 1)
    expect(rotate(set, 17)).toEqual(single)
  })

  it('leaves its argument as it was', () => {
    const before = structuredClone(set)
    rotate(set, 3)
    updateValidatorSet(nodeCrypto, set, [change(2, 0n), change(4, 9n)])
    expect(set).toEqual(before)
  })

  it('leaves a lone validator with its turn and without priority', () => {
    const alone = newValidatorSet(nodeCrypto, [change(1, 10n)])
    const later = rotate(alone, 5)
    expect(later.proposer).toEqual({ ...alone.validators[0], proposerPriority: 0n })
  })

  it.each([0, -1, 1.5, 2 ** 31])('refuses %d turns', (turns) => {
    expectRefusal(() => rotate(set, turns), 'LIMIT')
  })

  it('refuses an empty set', () => {
    expectRefusal(() => rotate({ validators: [], proposer: null }, 1), 'VALIDATOR_SET_EMPTY')
    expectRefusal(() => newValidatorSet(nodeCrypto, []), 'VALIDATOR_SET_EMPTY')
  })
})

describe('updateValidatorSet', () => {
  const set = newValidatorSet(nodeCrypto, [change(1, 5n), change(2, 5n)])

  it.each([
    ['a key named twice', [change(3, 1n), change(3, 2n)], 'VALIDATOR_CHANGE', 'key twice'],
    ['the removal of a stranger', [change(3, 0n)], 'VALIDATOR_CHANGE', 'removal of a stranger'],
    ['the removal of all', [change(1, 0n), change(2, 0n)], 'VALIDATOR_CHANGE', 'empty set'],
    ['a negative power', [change(1, -1n)], 'VALIDATOR_POWER', undefined],
    ['one power above the limit', [change(1, POWER_MAX + 1n)], 'VALIDATOR_POWER', undefined],
    ['a total above the limit', [change(3, POWER_MAX - 9n)], 'VALIDATOR_POWER', undefined],
  ])('refuses %s', (_, changes, code, reason) => {
    expectRefusal(() => updateValidatorSet(nodeCrypto, set, changes), code, reason === undefined ? {} : { reason })
  })

  it('takes a total at the limit', () => {
    const full = updateValidatorSet(nodeCrypto, set, [change(3, POWER_MAX - 10n)])
    expect(totalPower(full.validators)).toBe(POWER_MAX)
    validateValidatorSet(nodeCrypto, full)
  })

  it('lets a new validator wait for its turn', () => {
    const joined = updateValidatorSet(nodeCrypto, set, [change(3, 5n)])
    expect(hexEncode(rotate(joined, 1).proposer?.publicKey ?? new Uint8Array(0))).not.toBe(
      hexEncode(change(3, 0n).publicKey),
    )
    expect([...joined.validators].sort(compareValidators)).toEqual(joined.validators)
    validateProposer(nodeCrypto, rotate(joined, 1))
  })
})
