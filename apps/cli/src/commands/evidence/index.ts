import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { ExportOptions } from './export.ts'
import type { ReportOptions } from './report.ts'
import type { TimestampOptions } from './timestamp.ts'
import type { TrustAuthorityOptions } from './trust-authority.ts'
import type { VerifyOptions } from './verdict-output.ts'

export function addEvidence(program: Command): void {
  const evidence = program.command('evidence').description('证据包 / evidence bundles')
  evidence
    .command('verify')
    .argument('<file>', '证据包 / the bundle')
    .description('离线核验，不连接任何账本 / judge offline; contacts no ledger')
    .requiredOption('--trust <file>', '信任锚文件 / trust file')
    .addOption(new Option('--lang <language>').choices(['zh-CN', 'en']))
    .option('--json', 'JSON')
    .action(act(async (file: string, options: VerifyOptions) => (await import('./verify.ts')).verify(file, options)))
  evidence
    .command('export')
    .description('导出某次核验的证据包 / export the bundle of a dispatch')
    .requiredOption('--dispatch <id>', '调度号 / dispatch id')
    .requiredOption('--out <file>')
    .addOption(new Option('--profile <profile>').choices(['court', 'opposing', 'public']).default('court'))
    .option('--json', 'JSON')
    .action(act(async (options: ExportOptions) => (await import('./export.ts')).exportBundle(options)))
  evidence
    .command('report')
    .argument('<file>', '证据包 / the bundle')
    .description('可打印的核验报告（PDF，附证据包）/ the report as a PDF that holds the bundle')
    .requiredOption('--trust <file>', '信任锚文件 / trust file')
    .requiredOption('--out <file>')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: ReportOptions) => (await import('./report.ts')).report(file, options)))
  evidence
    .command('timestamp')
    .argument('<file>', '证据包 / the bundle')
    .description('向时间戳机构申请可信时间戳（RFC 3161）/ have the bundle time-stamped (RFC 3161)')
    .requiredOption('--tsa <url>', '时间戳机构地址 / address of the authority')
    .requiredOption('--out <file>')
    .option('--json', 'JSON')
    .action(
      act(async (file: string, options: TimestampOptions) => (await import('./timestamp.ts')).timestamp(file, options)),
    )
  evidence
    .command('trust-authority')
    .argument('<file>', '时间戳机构证书 / certificate of the authority')
    .description('将时间戳机构加入信任锚 / add a time-stamping authority to a trust file')
    .requiredOption('--trust <file>', '信任锚文件 / trust file')
    .requiredOption('--name <name>', '机构名称 / name of the authority')
    .requiredOption('--out <file>')
    .option('--json', 'JSON')
    .action(
      act(async (file: string, options: TrustAuthorityOptions) =>
        (await import('./trust-authority.ts')).trustAuthority(file, options),
      ),
    )
}
