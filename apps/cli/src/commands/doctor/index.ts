import type { Command } from 'commander'
import { act } from '../act.ts'

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('检查缺什么、如何补 / name what is missing and the command that cures it')
    .option('--json', 'JSON')
    .action(act(async (options: { json?: boolean }) => (await import('./handler.ts')).doctor(options)))
}
