import type { Command } from 'commander'
import { act } from '../act.ts'

export function addDown(program: Command): void {
  program
    .command('down')
    .description('停止账本与中继 / stop ledgers and relayer')
    .option('--json', 'JSON')
    .action(act(async (options: { json?: boolean }) => (await import('./handler.ts')).down(options)))
}
