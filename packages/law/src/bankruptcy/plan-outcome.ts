import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, type Reason } from '../registry/judgement.ts'
import { boolean, enumeration, list, nullable, object, optional, text, type FieldValues } from '../schema/schema.ts'

const VERDICTS = ['PASSED', 'SECOND_VOTE', 'CRAMDOWN_REVIEW', 'CRAMDOWN_BLOCKED', 'LIQUIDATION'] as const
const GROUPS = ['SECURED', 'EMPLOYEE', 'TAX', 'ORDINARY', 'SMALL', 'INVESTOR', 'OTHER'] as const
const VOTES = ['PASS', 'FAIL', 'NOT_VOTED'] as const
const CONDITIONS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const

const groupFields = {
  group: enumeration(GROUPS),
  firstVote: enumeration(VOTES),
  secondVote: optional(enumeration(VOTES)),
  unaffected: optional(boolean()),
}
type Group = FieldValues<typeof groupFields>

const conditionFields = {
  C1: nullable(boolean()),
  C2: nullable(boolean()),
  C3: nullable(boolean()),
  C4: nullable(boolean()),
  C5: nullable(boolean()),
  C6: nullable(boolean()),
}
type Conditions = FieldValues<typeof conditionFields>

interface Outcome {
  readonly verdict: (typeof VERDICTS)[number]
  readonly reasons: readonly Reason[]
  readonly openConditions: readonly string[]
}

/** Bankruptcy Law arts. 84, 86–88. First match; the judge decides on a cramdown, the program checks the list. */
export const planOutcome = defineFunction({
  name: 'bankruptcy.planOutcome',
  question: {
    zh: '各组表决后，重整计划处于什么状态？',
    en: 'Where does a reorganisation plan stand after the group votes?',
  },
  rules: ['R25-20', 'R25-21', 'R25-22', 'R25-25', 'R25-27'],
  parameters: [],
  reasons: [
    'GROUP_NOT_PASSED R25-20',
    'CONDITION_FAILED R25-22',
    'CONDITION_UNCHECKED R25-22',
    'JUDGE_DECIDES R25-22',
    'SECOND_VOTE_FAILED R25-25',
  ],
  errors: ['STATE_NO_GROUP'],
  decisiveDate: null,
  input: object({ groups: list(object(groupFields)), cramdown: optional(object(conditionFields)) }),
  output: judged(VERDICTS, { openGroups: list(text()), openConditions: list(text()) }),
  evaluate({ groups, cramdown }) {
    const voting = groups.filter(({ unaffected }) => unaffected !== true)
    if (voting.length === 0) throw new LawError('STATE_NO_GROUP', '/groups', { expected: 'a group that votes' })
    const open = voting.filter(({ firstVote, secondVote }) => firstVote !== 'PASS' && secondVote !== 'PASS')
    return { ...outcomeOf(voting, open, cramdown), openGroups: open.map(({ group }) => group) }
  },
})

function outcomeOf(voting: readonly Group[], open: readonly Group[], cramdown: Conditions | null): Outcome {
  if (open.length === 0) return found('PASSED')
  const secondVoteHeld = voting.some(({ secondVote }) => secondVote !== null)
  if (!secondVoteHeld) return found('SECOND_VOTE', 'GROUP_NOT_PASSED', 'R25-20')
  if (cramdown === null) return found('LIQUIDATION', 'SECOND_VOTE_FAILED', 'R25-25')
  const failed = CONDITIONS.filter((condition) => cramdown[condition] === false)
  if (failed.length > 0) return found('CRAMDOWN_BLOCKED', 'CONDITION_FAILED', 'R25-22', failed)
  const unchecked = CONDITIONS.filter((condition) => cramdown[condition] === null)
  const code = unchecked.length > 0 ? 'CONDITION_UNCHECKED' : 'JUDGE_DECIDES'
  return found('CRAMDOWN_REVIEW', code, 'R25-22', unchecked)
}

function found(
  verdict: Outcome['verdict'],
  code?: string,
  rule?: string,
  openConditions: readonly string[] = [],
): Outcome {
  return { verdict, reasons: code === undefined || rule === undefined ? [] : [{ code, rule }], openConditions }
}
