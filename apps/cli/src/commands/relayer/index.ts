import type { Command } from 'commander'
import { act } from '../act.ts'
import type { ExportOptions, ImportOptions } from './parcel.ts'

export function addRelayer(program: Command): void {
  const group = program
    .command('relayer')
    .description('中继及其离线包裹 / the relayer, and parcels where no network is')
  group
    .command('status')
    .description(
      '中继进度：待送、被拒后重试、已放弃 / what waits, what is tried again after a refusal, what was given up',
    )
    .option('--json', 'JSON')
    .action(act(async (options: { json?: boolean }) => (await import('./status.ts')).relayerStatus(options)))
  group
    .command('export')
    .description('把待送内容连同证明写成签名文件 / write what is open, with its proofs, to a signed file')
    .requiredOption('--zone <zone>', '发出的账本 / ledger that it comes from')
    .requiredOption('--out <file>', '文件 / file')
    .option('--peer <chain>', '对方链号（有多个时）/ chain id of the peer, where there are several')
    .option('--reply-to <file>', '对方上次的文件：一并答复 / last file of the peer: answers to it go along')
    .option(
      '--config <file>',
      '中继配置（默认为数据目录中的）/ configuration of the relayer; by default that of the home',
    )
    .option('--json', 'JSON')
    .action(act(async (options: ExportOptions) => (await import('./parcel.ts')).exportParcel(options)))
  group
    .command('import')
    .description('核验并提交对方的文件 / check a file of the peer and submit what is in it')
    .requiredOption('--zone <zone>', '接收的账本 / ledger that it goes to')
    .requiredOption('--in <file>', '文件 / file')
    .option('--peer <chain>', '对方链号（有多个时）/ chain id of the peer, where there are several')
    .option(
      '--config <file>',
      '中继配置（默认为数据目录中的）/ configuration of the relayer; by default that of the home',
    )
    .option('--json', 'JSON')
    .action(act(async (options: ImportOptions) => (await import('./parcel.ts')).importParcel(options)))
}
