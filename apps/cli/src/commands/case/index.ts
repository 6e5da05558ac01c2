import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AgentOptions } from './agent.ts'
import type { HearingOptions } from './hearing.ts'
import type { CloseOptions, OpenOptions } from './open.ts'
import type { ListOptions, ShowOptions, TasksOptions } from './read.ts'
import type { DoneOptions } from './tasks.ts'

export function addCase(program: Command): void {
  const group = program.command('case').description('案件与代理人 / cases and their agents')
  addReads(group)
  group
    .command('open')
    .description('立案 / open a case')
    .requiredOption('--number <case number>', '案号')
    .addOption(new Option('--procedure <procedure>').choices(['CIVIL', 'ADMIN', 'CRIMINAL']).default('CIVIL'))
    .option('--json', 'JSON')
    .action(act(async (options: OpenOptions) => (await import('./open.ts')).open(options)))
  group
    .command('close')
    .description('结案：不再接收状态通知 / close a case: no more status notices')
    .requiredOption('--case <case>')
    .option('--json', 'JSON')
    .action(act(async (options: CloseOptions) => (await import('./open.ts')).close(options)))
  group
    .command('agent')
    .description('代理人进入案件 / enter an agent')
    .requiredOption('--case <case>')
    .requiredOption('--licence <number>')
    .requiredOption('--firm <uscc>', '所函所载律师事务所 / firm that the letter names')
    .addOption(new Option('--side <side>').choices(['CLAIMANT', 'RESPONDENT', 'THIRD_PARTY']).default('CLAIMANT'))
    .option('--json', 'JSON')
    .action(act(async (options: AgentOptions) => (await import('./agent.ts')).enterAgent(options)))
  group
    .command('hearing')
    .description('开庭：逐一核对代理人的核验 / start a hearing: where each verification stands')
    .requiredOption('--case <case>')
    .option('--json', 'JSON')
    .action(act(async (options: HearingOptions) => (await import('./hearing.ts')).startHearing(options)))
  group
    .command('done')
    .description('办结待办 / end a task')
    .requiredOption('--task <id>')
    .requiredOption('--resolution <CODE>')
    .option('--json', 'JSON')
    .action(act(async (options: DoneOptions) => (await import('./tasks.ts')).completeTask(options)))
}

function addReads(group: Command): void {
  group
    .command('list')
    .description('案件列表 / list')
    .option('--limit <n>', undefined, '20')
    .option('--json', 'JSON')
    .action(act(async (options: ListOptions) => (await import('./read.ts')).list(options)))
  group
    .command('show')
    .description('案件、代理人、通知与待办 / a case with agents, notices and tasks')
    .requiredOption('--case <case>')
    .option('--json', 'JSON')
    .action(act(async (options: ShowOptions) => (await import('./read.ts')).show(options)))
  group
    .command('tasks')
    .description('待办 / open tasks')
    .option('--case <case>')
    .addOption(new Option('--owner <owner>').choices(['COURT_CLERK', 'COURT_JUDGE']))
    .option('--json', 'JSON')
    .action(act(async (options: TasksOptions) => (await import('./read.ts')).tasks(options)))
}
