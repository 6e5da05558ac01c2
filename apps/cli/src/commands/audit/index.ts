import type { Command } from 'commander'
import { act } from '../act.ts'
import type { CheckOptions } from './check.ts'

export function addAudit(program: Command): void {
  const group = program.command('audit').description('审计 / audit')
  group
    .command('check')
    .argument('<file>', '审计日志包 / the packed log of a locked account')
    .description('核对审计日志包及其在账本上的摘要 / check a packed log, and its digest on the ledger')
    .option('--offline', '只核对文件本身 / the file alone; contacts no ledger')
    .option('--trust <file>', '信任锚文件 / trust file')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: CheckOptions) => (await import('./check.ts')).check(file, options)))
}
