import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AgainOptions } from './again.ts'
import type { CheckOptions, EvalOptions, LawOptions, ListOptions } from './handler.ts'
import type { CalendarOptions, InForceOptions, ParameterOptions } from './ledger.ts'

export function addLaw(program: Command): void {
  const law = program.command('law').description('规则库 / the statutes as functions')
  law
    .command('list')
    .description('函数列表 / functions')
    .option('--area <area>')
    .option('--json', 'JSON')
    .action(act(async (options: ListOptions) => (await import('./handler.ts')).list(options)))
  law
    .command('show')
    .argument('<function>')
    .description('规则、法条、参数、理由与输入 / rules, statutes, parameters, reasons and input')
    .option('--json', 'JSON')
    .action(act(async (name: string, options: LawOptions) => (await import('./handler.ts')).show(name, options)))
  law
    .command('eval')
    .argument('<function>')
    .argument('<input>', 'JSON 文件，或 - 表示标准输入 / JSON file, or - for standard input')
    .description('对一组事实求值 / evaluate facts')
    .option('--at <date>', '适用该日有效的参数 / rows in force on this day')
    .option('--json', 'JSON')
    .action(
      act(async (name: string, file: string, options: EvalOptions) =>
        (await import('./handler.ts')).evaluateFile(name, file, options),
      ),
    )
  law
    .command('check')
    .argument('<cases>', 'JSON: [{id, fn, input, expect}]')
    .description('运行案例文件 / run a case file')
    .option('--area <area...>', '只运行这些领域 / only these areas')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: CheckOptions) => (await import('./handler.ts')).check(file, options)))
  law
    .command('diff')
    .argument('<change>', 'JSON: {parameters?, switches?, calendars?}')
    .argument('<cases>', 'JSON: [{id, fn, input}]')
    .description('法律变动影响哪些案例 / which cases a change of the law alters')
    .option('--at <date>', '适用该日有效的参数 / rows in force on this day')
    .option('--json', 'JSON')
    .action(
      act(async (change: string, cases: string, options: EvalOptions) =>
        (await import('./handler.ts')).diff(change, cases, options),
      ),
    )
  law
    .command('switches')
    .description('争议点及默认取值 / disputed points and their defaults')
    .option('--json', 'JSON')
    .action(act(async (options: LawOptions) => (await import('./handler.ts')).switches(options)))
  addLedgerLaw(law)
}

const zoneOption = (): Option =>
  new Option('--zone <zone>', '账本 / ledger').choices(['court', 'justice']).default('court')

/** The law as two persons have enacted it on a ledger. */
function addLedgerLaw(law: Command): void {
  law
    .command('propose-calendar')
    .argument('<year>', 'JSON: {year, version, source, offDays, makeUpWorkdays}')
    .description('提出年度节假日安排，由第二人批准 / propose the notice of a year; a second person approves it')
    .requiredOption('--notice <file>', '所发布的通知（只登记摘要）/ the notice as published; only its digest is kept')
    .requiredOption('--from <date>', '生效日 / day from which it holds')
    .addOption(zoneOption())
    .option('--json', 'JSON')
    .action(
      act(async (file: string, options: CalendarOptions) =>
        (await import('./ledger.ts')).proposeCalendar(file, options),
      ),
    )
  law
    .command('propose-parameter')
    .description('提出参数新值，由第二人批准 / propose a value of the law; a second person approves it')
    .requiredOption('--key <key>', '参数 / parameter, as in law show')
    .requiredOption('--value <json>')
    .requiredOption('--from <date>', '生效日 / day from which it holds')
    .requiredOption('--source <text>', '依据 / statute or instrument')
    .addOption(
      new Option('--migration <how>', '在办案件沿用旧值，或法律要求适用新值 / running cases keep theirs, or not')
        .choices(['KEEP', 'LAW_REQUIRES_NEW'])
        .default('KEEP'),
    )
    .addOption(zoneOption())
    .option('--json', 'JSON')
    .action(act(async (options: ParameterOptions) => (await import('./ledger.ts')).proposeParameter(options)))
  law
    .command('approve')
    .argument('<proposal>')
    .description('第二人批准，按其生效日适用 / a second person approves; it holds from its day')
    .addOption(zoneOption())
    .option('--json', 'JSON')
    .action(act(async (id: string, options: InForceOptions) => (await import('./ledger.ts')).approve(id, options)))
  law
    .command('in-force')
    .description('账本上对规则库的变更 / what acts have changed in the law book')
    .option('--filed-on <date>', '该日立案的案件所适用的 / as a case filed on this day keeps it')
    .addOption(zoneOption())
    .option('--json', 'JSON')
    .action(act(async (options: InForceOptions) => (await import('./ledger.ts')).inForce(options)))
  law
    .command('again')
    .argument('<results>', 'JSON: [{input, result}]，result 为 law eval --json 的输出 / as law eval --json prints it')
    .description(
      '找出所依据的参数或年历已变的结果，重新计算 / find results that rest on changed law, evaluate them again',
    )
    .addOption(zoneOption())
    .option('--json', 'JSON')
    .action(act(async (file: string, options: AgainOptions) => (await import('./again.ts')).again(file, options)))
}
