import type { Command } from 'commander'
import { act } from '../act.ts'
import type { BackupOptions } from './backup.ts'
import type { ErasuresOptions } from './erasures.ts'
import type { RestoreOptions } from './restore.ts'

export function addVault(program: Command): void {
  const group = program.command('vault').description('机关隐私库的运维 / operation of an authority’s vault')
  group
    .command('backup')
    .description(
      '把隐私库写成一个加密文件；密钥和删除清单须另行保存 / the vault as one encrypted file; keys and erasure list are kept apart',
    )
    .requiredOption('--zone <zone>', '账本，其机关的隐私库 / ledger whose authority keeps the vault')
    .requiredOption('--out <file>', '备份文件 / the backup')
    .option('--json', 'JSON')
    .action(act(async (options: BackupOptions) => (await import('./backup.ts')).backupVault(options)))
  group
    .command('restore')
    .description('由备份恢复；打开之前先重放删除清单 / from a backup; the erasure list is replayed before it opens')
    .requiredOption('--zone <zone>', '账本，其机关的隐私库 / ledger whose authority keeps the vault')
    .requiredOption('--in <file>', '备份文件 / the backup')
    .option('--replace', '替换库中现有内容 / in the place of what the vault holds')
    .option('--json', 'JSON')
    .action(act(async (options: RestoreOptions) => (await import('./restore.ts')).restoreVault(options)))
  group
    .command('erasures')
    .description('列出并核对删除证明 / lists the certificates of erasure and checks them')
    .requiredOption('--zone <zone>', '账本，其机关的隐私库 / ledger whose authority keeps the vault')
    .option('--json', 'JSON')
    .action(act(async (options: ErasuresOptions) => (await import('./erasures.ts')).listErasures(options)))
}
