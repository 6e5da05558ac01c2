import type { Command } from 'commander'
import { act } from '../act.ts'

export function addConfig(program: Command): void {
  program
    .command('config')
    .description('配置 / configuration')
    .command('validate')
    .argument('[alliance]', '联盟文件 / alliance file (default: alliance.yaml)')
    .description('检查联盟文件 / check the alliance file')
    .option('--json', 'JSON')
    .action(
      act(async (file: string | undefined, options: { json?: boolean }) =>
        (await import('./handler.ts')).validate(file, options),
      ),
    )
}
