import type { Command } from 'commander'
import type { UpOptions } from './handler.ts'
import { act } from '../act.ts'

export function addUp(program: Command): void {
  program
    .command('up')
    .argument('[alliance]', '联盟文件 / alliance file (default: alliance.yaml)')
    .description('启动账本、中继与样本数据 / start ledgers, relayer and sample data')
    .option('--detach', '就绪后返回，留在后台 / return when ready')
    .option('--ledgers', '只启动账本与中继 / ledgers and relayer only')
    .option('--json', 'JSON')
    .action(
      act(async (file: string | undefined, options: UpOptions) => (await import('./handler.ts')).up(file, options)),
    )
}
