import type { Bilingual } from '../registry/define-function.ts'

/** PROGRAM: a function answers. PERSON: a function finds it, the named role decides. OUTSIDE: no function answers, for the reason given. */
export type CoverageKind = 'PROGRAM' | 'PERSON' | 'OUTSIDE'

export interface RuleCoverage {
  readonly rule: string
  readonly kind: CoverageKind
  readonly functions: readonly string[]
  /** Why a person decides, or why no function answers. */
  readonly why: Bilingual | null
}

function byProgram(rule: string, ...functions: readonly string[]): RuleCoverage {
  return { rule, kind: 'PROGRAM', functions, why: null }
}

/** Every rule of article 18 and who answers it. */
export const article18Coverage: readonly RuleCoverage[] = [
  byProgram('R18-01', 'lawyer.standing', 'admission.bureauFinding'),
  byProgram('R18-02', 'lawyer.standing', 'admission.bureauFinding'),
  byProgram('R18-03', 'lawyer.standing', 'sanction.effect'),
  {
    rule: 'R18-04',
    kind: 'PERSON',
    functions: ['admission.courtFinding'],
    why: {
      zh: '停止执业或者吊销期间所为诉讼行为的效力属于审判权范围，由法官判断。',
      en: 'Whether acts done meanwhile are valid is for the judge.',
    },
  },
  byProgram('R18-05', 'lawyer.standing', 'admission.bureauFinding'),
  byProgram('R18-06', 'lawyer.courtTies', 'admission.courtFinding'),
  byProgram('R18-07', 'lawyer.courtTies', 'admission.courtFinding'),
  byProgram('R18-08', 'lawyer.courtTies', 'admission.courtFinding'),
  byProgram('R18-09', 'lawyer.courtTies', 'admission.courtFinding'),
  byProgram('R18-10', 'lawyer.courtTies', 'admission.courtFinding'),
  {
    rule: 'R18-11',
    kind: 'OUTSIDE',
    functions: [],
    why: {
      zh: '这是法官的任职回避，由法院干部人事部门处理，不影响代理人的资格，也不向当事人显示。',
      en: 'It concerns the judge’s post: the personnel office of the court acts on it, it does not bar the agent and is not shown to parties.',
    },
  },
  {
    rule: 'R18-12',
    kind: 'PERSON',
    functions: ['admission.courtFinding'],
    why: {
      zh: '责令停止代理或者辩护须由法官作出，程序不得自行除名。',
      en: 'The judge orders an agent to stop; no program removes one.',
    },
  },
  {
    rule: 'R18-13',
    kind: 'PERSON',
    functions: ['lawyer.representation', 'admission.courtFinding'],
    why: {
      zh: '为双方代理、对方代理人同所由程序识别；比对只是线索，近亲属关系由人登记，是否构成利益冲突由法官判断。',
      en: 'Acting for both sides, or from one firm with the other side’s agent, is found by program; a match is a clue, relations are entered by persons, and the judge decides.',
    },
  },
  byProgram('R18-14', 'admission.bureauFinding'),
  byProgram('R18-15', 'lawyer.representation', 'admission.courtFinding'),
  byProgram('R18-16', 'admission.courtFinding'),
  byProgram('R18-17', 'lawyer.powerCheck', 'admission.courtFinding'),
  byProgram('R18-18', 'admission.courtFinding'),
  {
    rule: 'R18-19',
    kind: 'OUTSIDE',
    functions: [],
    why: {
      zh: '权限的变更或者解除是需要登记并转告对方的事件，不是核验结论；由案件账本记录。',
      en: 'A change or end of powers is an event that the ledger of the case records and passes on, not a verdict.',
    },
  },
  {
    rule: 'R18-20',
    kind: 'PERSON',
    functions: ['admission.courtFinding'],
    why: {
      zh: '第三项至第七项人员系监护人、近亲属的，是否准许由法官决定；开除、吊销、现职人员、陪审员和经认定的利害关系由程序识别。刑罚、羁押、行为能力、国籍不上链：在执业律师由发证机关把关，其余由法官核对。',
      en: 'Whether a guardian or close relative of items 3 to 7 is allowed is for the judge. Dismissal, revocation, serving staff, assessors and a confirmed interest are found by program. Sentences, detention, capacity and nationality are on no ledger: a licence in force answers for them, otherwise the judge looks.',
    },
  },
  byProgram('R18-21', 'lawyer.assessment', 'admission.bureauFinding'),
  byProgram('R18-22', 'admission.bureauFinding', 'admission.courtFinding'),
  byProgram('R18-23', 'sanction.publicity'),
  byProgram('R18-24', 'lawyer.receiptFreshness', 'admission.courtFinding'),
]
