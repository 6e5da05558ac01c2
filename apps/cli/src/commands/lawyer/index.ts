import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { OpenLogOptions } from './open-log.ts'
import type { HistoryOptions, ListOptions, ShowOptions } from './read.ts'
import type { VerifyOptions } from './verify.ts'

export function addLawyer(program: Command): void {
  const lawyer = program.command('lawyer').description('律师：核验与查询 / lawyers: verify and look up')
  lawyer
    .command('verify')
    .description('该律师能否在该案中代理？/ may this lawyer act in this case?')
    .requiredOption('--licence <number>', '执业证号 / licence number')
    .requiredOption('--case <number>', '案号或案件代号 / case number or reference')
    .option('--on <date>', '基准日 / day, YYYY-MM-DD (default: today)')
    .addOption(
      new Option('--use <use>', '用途 / what for')
        .choices(['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'])
        .default('FILING'),
    )
    .option('--firm <uscc>', '所函所载律师事务所 / firm that the letter names')
    .option('--out <file>', '保存证据包 / save the evidence bundle')
    .addOption(new Option('--profile <profile>').choices(['court', 'opposing', 'public']).default('court'))
    .option('--trust <file>', '信任锚文件 / trust file (default: the court’s)')
    .option('--json', 'JSON')
    .action(act(async (options: VerifyOptions) => (await import('./verify.ts')).verify(options)))
  lawyer
    .command('show')
    .description('律师现状（公开信息）/ present state, public part')
    .requiredOption('--licence <number>')
    .option('--on <date>')
    .option('--json', 'JSON')
    .action(act(async (options: ShowOptions) => (await import('./read.ts')).show(options)))
  lawyer
    .command('list')
    .description('样本律师 / lawyers of the sample')
    .option('--limit <n>', undefined, '20')
    .option('--status <status>')
    .option('--json', 'JSON')
    .action(act(async (options: ListOptions) => (await import('./read.ts')).list(options)))
  lawyer
    .command('history')
    .description('状态沿革 / history of the status')
    .requiredOption('--licence <number>')
    .option('--json', 'JSON')
    .action(act(async (options: HistoryOptions) => (await import('./read.ts')).history(options)))
  lawyer
    .command('open-log')
    .description('打开查询留痕的承诺值并核对 / open the commitment of a question in the query logs and check it')
    .requiredOption('--dispatch <id>', '调度号 / dispatch id')
    .option('--json', 'JSON')
    .action(act(async (options: OpenLogOptions) => (await import('./open-log.ts')).openLog(options)))
}
