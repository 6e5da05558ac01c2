import type { Command } from 'commander'
import { act } from '../act.ts'
import type { CheckOptions, EvalOptions, LawOptions, ListOptions } from './handler.ts'

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
}
