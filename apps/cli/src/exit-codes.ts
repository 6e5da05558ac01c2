/** Exit codes of every command: one table, shown by `xiezhi --help` and the documentation. */
export const EXIT_CODES = {
  OK: {
    code: 0,
    zh: '成功；结论为 PASS 或 WARN；证据有效',
    en: 'done; the verdict is PASS or WARN; the evidence is valid',
  },
  CHECK_FAILED: {
    code: 1,
    zh: '检查未通过（law check、doctor、config validate）',
    en: 'a check failed (law check, doctor, config validate)',
  },
  ALERT: { code: 10, zh: '结论为 ALERT：提请法官注意', en: 'the verdict is ALERT: for the attention of the judge' },
  PERSON_DECIDES: {
    code: 11,
    zh: '结论为 PERSON_DECIDES：须由有权人员决定',
    en: 'the verdict is PERSON_DECIDES: a person must decide',
  },
  BLOCK: { code: 12, zh: '结论为 BLOCK：不得代理', en: 'the verdict is BLOCK: may not act' },
  REFUSED: {
    code: 13,
    zh: '对方依其访问策略拒绝答复',
    en: 'the other authority refused to answer, by its access policy',
  },
  SCENARIO_DIFFERS: {
    code: 14,
    zh: '情形中的一步与法律要求的结果不同',
    en: 'a step of a scenario does not come out as the law says',
  },
  EVIDENCE_INVALID: { code: 20, zh: '证据无效或证明不成立', en: 'the evidence is invalid, or a proof does not hold' },
  EVIDENCE_UNDECIDABLE: {
    code: 21,
    zh: '证据无法判断：缺少信任锚',
    en: 'the evidence cannot be decided: an anchor is missing',
  },
  USAGE: { code: 64, zh: '命令或参数有误', en: 'wrong command or arguments' },
  DATA: { code: 65, zh: '输入数据有误', en: 'the input data are wrong' },
  NO_INPUT: { code: 66, zh: '文件不存在或不可读', en: 'a file is missing or cannot be read' },
  UNAVAILABLE: { code: 69, zh: '账本未运行或无法连接', en: 'a ledger is not running or cannot be reached' },
  SOFTWARE: { code: 70, zh: '内部错误', en: 'internal fault' },
  TEMPORARY: { code: 75, zh: '尚无结果，可稍后重试', en: 'no result yet; try again later' },
  LEDGER_REFUSED: { code: 77, zh: '账本拒绝该操作', en: 'the ledger refused the act' },
  CONFIG: { code: 78, zh: '配置有误', en: 'the configuration is wrong' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly zh: string; readonly en: string }>>

export type ExitName = keyof typeof EXIT_CODES

export function exitCode(name: ExitName): number {
  return EXIT_CODES[name].code
}

/** The table as lines of help. */
export function exitCodeLines(): string[] {
  return Object.values(EXIT_CODES).map(({ code, zh, en }) => `  ${String(code).padStart(2)}  ${zh} / ${en}`)
}

/** By the verdict of a question; null: refused. */
export function exitOfVerdict(verdict: string | null): number {
  switch (verdict) {
    case null:
      return exitCode('REFUSED')
    case 'PASS':
    case 'WARN':
      return exitCode('OK')
    case 'ALERT':
      return exitCode('ALERT')
    case 'PERSON_DECIDES':
      return exitCode('PERSON_DECIDES')
    default:
      return exitCode('BLOCK')
  }
}
