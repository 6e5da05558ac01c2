import type { Command } from 'commander'
import { act } from '../act.ts'
import type { StatusOptions } from './handler.ts'

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('账本、轻客户端与进程的状态 / ledgers, light clients and processes')
    .option('--watch', '持续刷新，Ctrl-C 结束 / redraw until Ctrl-C')
    .option('--every <seconds>', '刷新间隔（秒） / seconds between two looks', '2')
    .option('--json', 'JSON，持续刷新时每次一行 / JSON, one line a look')
    .action(act(async (options: StatusOptions) => (await import('./handler.ts')).status(options)))
}
