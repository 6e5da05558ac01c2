import type { Command } from 'commander'
import { act } from '../act.ts'
import type { RunOptions } from './run.ts'

export function addScenario(program: Command): void {
  const group = program
    .command('scenario')
    .description('端到端情形，在自己的联盟上运行 / legal situations from end to end, each on an alliance of its own')
  group
    .command('list')
    .option('--json', 'JSON')
    .action(act(async (options: RunOptions) => (await import('./run.ts')).listScenarios(options)))
  group
    .command('run')
    .argument('<id>', 'S-1, S-2, S-3, S-6, S-7, S-8')
    .option('--json', 'JSON')
    .action(act(async (id: string, options: RunOptions) => (await import('./run.ts')).run(id, options)))
}
