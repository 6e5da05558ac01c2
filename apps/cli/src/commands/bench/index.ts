import type { Command } from 'commander'
import { act } from '../act.ts'
import type { BenchOptions } from './handler.ts'

export function addBench(program: Command): void {
  program
    .command('bench')
    .argument('[name]', '名称；省略时列出 / name; without it, the list')
    .description('性能测试：5 次的中位数与本机探针 / median of 5, with probes of this machine')
    .option('--list', '列出 / list')
    .option('--json', 'JSON')
    .action(
      act(async (name: string | undefined, options: BenchOptions) =>
        (await import('./handler.ts')).bench(name, options),
      ),
    )
}
