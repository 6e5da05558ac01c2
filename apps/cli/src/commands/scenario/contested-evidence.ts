import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { list, wanted } from './scenario.ts'
import type { Found, Scenario, Step } from './scenario.ts'

const CASE = '（2026）粤0106民初8701号'
const FACTORS = ['PLATFORM_COMPLIANCE', 'INTEREST', 'PLATFORM_SECURITY', 'TECHNIQUE_AND_PROCESS']

const on = ({ deposit = '' }: Found, ...args: readonly string[]): readonly string[] => [
  'deposit',
  ...args,
  '--id',
  deposit,
]

const [contract, changed, paper] = ['contract.pdf', 'changed.pdf', 'paper.pdf'] as const
const files: Readonly<Record<string, string>> = {
  [contract]: '合同文本（虚构）\n',
  [changed]: '合同文本（虚构） \n',
  [paper]: '诉讼文书（虚构）\n',
}

const file = ({ folder = '' }: Found, name: string): string => `${folder}/${name}`

const deposited: readonly Step[] = [
  {
    zh: '立案',
    en: 'the case is opened',
    args: () => ['case', 'open', '--number', CASE],
    exit: 'OK',
  },
  {
    zh: '登记存证平台的备案与检测',
    en: 'the storing platform is recorded, with its filing and appraisal',
    args: () => [
      ...['deposit', 'platform', '--id', 'sample-chain', '--operator', '91440300MA0000000X'],
      ...['--filing-number', '粤网信备00000000000000000001号（虚构）', '--standard', 'GB_T_43580'],
    ],
    exit: 'OK',
  },
  {
    zh: '当事人提交经自己运营的平台存证的文件',
    en: 'a party submits a file kept on a platform that it operates',
    args: (found) => [
      ...['deposit', 'file', file(found, contract), '--case', CASE],
      ...['--platform', 'sample-chain', '--interest', 'OPERATOR'],
    ],
    exit: 'OK',
    keep: (document) => ({ deposit: shown(document['depositId']) }),
  },
  {
    zh: '核验一致，并显示平台与利害关系',
    en: 'the digest matches; platform and interest are shown',
    args: (found) => ['deposit', 'verify', file(found, contract)],
    exit: 'OK',
    holds: (document) =>
      wanted(
        document['result'] === 'MATCH_ANCHORED' && list(document, 'checks')[0]?.['interest'] === 'OPERATOR',
        'MATCH_ANCHORED, interest OPERATOR',
      ),
  },
  {
    zh: '改动一个字节：不一致',
    en: 'one byte changed: no match',
    args: (found) => [...on(found, 'verify'), file(found, changed)],
    exit: 'EVIDENCE_INVALID',
    holds: (document) => wanted(document['result'] === 'HASH_MISMATCH', 'HASH_MISMATCH'),
  },
]

const weighed: readonly Step[] = [
  {
    zh: '对方对上链后的真实性提出异议并说明理由',
    en: 'the other party contests the time after the chain, with reasons',
    args: (found) => [
      ...on(found, 'contest', '--ground', 'POST_CHAIN', '--reasons', file(found, paper)),
      ...['--factor', 'INTEREST', 'PLATFORM_SECURITY'],
    ],
    exit: 'OK',
  },
  {
    zh: '对方并质疑上链前的真实性',
    en: 'and the time before the chain',
    args: (found) => on(found, 'contest', '--ground', 'PRE_CHAIN', '--reasons', file(found, paper)),
    exit: 'OK',
  },
  {
    zh: '只考虑部分因素的认定：账本拒绝（第十七条）',
    en: 'a finding that leaves factors of article 17 out is refused',
    args: (found) => decide(found, 'CONFIRMED', ['INTEREST']),
    exit: 'LEDGER_REFUSED',
    holds: (document) => refused(document, 'FactorsMissing'),
  },
  {
    zh: '法官责令说明来源',
    en: 'the judge requires the source data',
    args: (found) => on(found, 'order', '--order', file(found, paper), '--days', '3', '--kind', 'SOURCE', 'GENERATION'),
    exit: 'OK',
  },
  {
    zh: '期限未到即认定：账本拒绝',
    en: 'a finding before the order’s time has passed is refused',
    args: (found) => decide(found, 'CONFIRMED', FACTORS),
    exit: 'LEDGER_REFUSED',
    holds: (document) => refused(document, 'OrderOpen'),
  },
  {
    zh: '四天后：无人答复',
    en: 'four days later nobody has answered',
    args: () => ['clock', 'advance', '--days', '4'],
    exit: 'OK',
  },
  {
    zh: '上链前存疑且无印证，不得认定为真实（第十八条）',
    en: 'doubt about the time before the chain and nothing that supports it: not to be confirmed (article 18)',
    args: (found) => decide(found, 'CONFIRMED', FACTORS),
    exit: 'LEDGER_REFUSED',
    holds: (document) => refused(document, 'NotCorroborated'),
  },
  {
    zh: '法官不予认定，理由与考虑的因素留在账本上',
    en: 'the judge does not confirm; what was considered stays on the ledger',
    args: (found) => decide(found, 'NOT_CONFIRMED', FACTORS),
    exit: 'OK',
  },
  {
    zh: '结果页列出第十七条各项因素',
    en: 'the result lists the factors of article 17',
    args: (found) => on(found, 'show'),
    exit: 'OK',
    holds: (document) => {
      const [finding] = list(document, 'findings')
      const factors = JSON.stringify(finding?.['factors'])
      return wanted(finding?.['outcome'] === 'NOT_CONFIRMED' && factors === JSON.stringify(FACTORS), 'four factors')
    },
  },
]

function decide(found: Found, result: string, factors: readonly string[]): readonly string[] {
  return [
    ...on(found, 'decide', '--result', result, '--decision', file(found, paper), '--examined', '2026-01-05'),
    ...['--factor', ...factors],
  ]
}

function refused(document: JsonObject, name: string): string | undefined {
  const { facts } = (document['error'] ?? {}) as { readonly facts?: JsonObject }
  return wanted(facts?.['name'] === name, name)
}

export const contestedEvidence: Scenario = {
  id: 'S-7',
  zh: '电子证据核验与异议',
  en: 'evidence, checked and contested',
  steps: [...deposited, ...weighed],
  files,
}
