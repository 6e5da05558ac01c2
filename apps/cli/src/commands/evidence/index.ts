import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { ExportOptions } from './export.ts'
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
}
