import type { Command } from 'commander'
import { act } from '../act.ts'
import type { BenchOptions } from './handler.ts'

export function addBench(program: Command): void {
  program
    .command('bench')
    .argument('[name]', '名称；省略时列出 / name; without it, the list')
    .description('性能测试：中位数与本机探针 / medians, with probes of this machine')
    .option('--runs <n>', '次数 / runs', '5')
    .option('--size <n>', '每次的工作量 / work of a run')
    .option('--orders <n>', '同 --size，用于 enforcement / as --size, for enforcement')
    .option('--records <n>', '状态中已有的记录 / records in the state before')
    .option('--measures <n>', '同 --records，用于 enforcement / as --records, for enforcement')
    .option('--entries <n>', '同 --records，用于 credit / as --records, for credit')
    .option('--folder <folder>', '状态的存放处，可重复使用 / where the state is kept between calls')
    .option('--json', 'JSON')
    .action(
      act(async (name: string | undefined, options: BenchOptions) =>
        (await import('./handler.ts')).bench(name, options),
      ),
    )
}
