import type { Command } from 'commander'
import { act } from '../act.ts'

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('账本、轻客户端与进程的状态 / ledgers, light clients and processes')
    .option('--json', 'JSON')
    .action(act(async (options: { json?: boolean }) => (await import('./handler.ts')).status(options)))
}
