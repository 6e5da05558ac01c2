import type { Command } from 'commander'
import { act } from '../act.ts'
import type { ConfirmOptions } from './confirm-clock.ts'

export function addNode(program: Command): void {
  const group = program.command('node').description('账本节点的运维 / operation of a ledger’s node')
  group
    .command('confirm-clock')
    .description('时钟告警后，由具名人员确认时钟无误 / after an alarm: a named officer confirms the machine’s clock')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--as <organisation/officer>', '确认人 / who confirms')
    .option('--json', 'JSON')
    .action(act(async (options: ConfirmOptions) => (await import('./confirm-clock.ts')).confirmClock(options)))
}
