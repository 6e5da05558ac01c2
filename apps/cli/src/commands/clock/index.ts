import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AdvanceOptions } from './advance.ts'

export function addClock(program: Command): void {
  const group = program
    .command('clock')
    .description('演示用时钟（生产模式拒绝）/ clock of a demonstration (refused in production)')
  group
    .command('show')
    .description('各账本的时间 / time of the ledgers')
    .option('--json', 'JSON')
    .action(act(async (options: { json?: boolean }) => (await import('./show.ts')).show(options)))
  group
    .command('advance')
    .description('各账本的时间一起前进 / moves the time of all ledgers together')
    .option('--days <number>', '天数 / days')
    .option('--to <instant>', '时刻，如 2028-03-01T00:00:00Z / instant')
    .option('--json', 'JSON')
    .action(act(async (options: AdvanceOptions) => (await import('./advance.ts')).advance(options)))
}
