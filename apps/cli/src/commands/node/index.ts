import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AdmitOptions } from './admit.ts'
import type { BackupOptions } from './backup.ts'
import type { ConfirmOptions } from './confirm-clock.ts'
import type { ExportOptions } from './export.ts'
import type { ImportOptions } from './import.ts'
import type { PlanOptions } from './plan-upgrade.ts'
import type { RemoveOptions } from './remove.ts'
import type { RestoreOptions } from './restore.ts'
import type { ToCometOptions } from './to-comet.ts'

export function addNode(program: Command): void {
  const group = program.command('node').description('账本节点的运维 / operation of a ledger’s node')
  group
    .command('confirm-clock')
    .description('时钟告警后，由具名人员确认时钟无误 / after an alarm: a named officer confirms the machine’s clock')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--as <organisation/officer>', '确认人 / who confirms')
    .option('--json', 'JSON')
    .action(act(async (options: ConfirmOptions) => (await import('./confirm-clock.ts')).confirmClock(options)))
  group
    .command('export')
    .description('导出已停止的账本；此处不再签署 / export a stopped ledger; nothing is signed here any more')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--out <file>', '导出文件，创世文件写于其旁 / the genesis document is written beside it')
    .option('--json', 'JSON')
    .action(act(async (options: ExportOptions) => (await import('./export.ts')).exportZone(options)))
  group
    .command('import')
    .description('在本数据目录中接续已导出的账本 / go on with an exported ledger in this data folder')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--in <file>', '导出文件 / the export')
    .requiredOption('--key <file>', '原节点的验证人密钥 / validator key of the old node')
    .option('--json', 'JSON')
    .action(act(async (options: ImportOptions) => (await import('./import.ts')).importZone(options)))
  group
    .command('to-comet')
    .description('把已停止的账本由单机移到 CometBFT / move a stopped ledger from one machine to CometBFT')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .option('--json', 'JSON')
    .action(act(async (options: ToCometOptions) => (await import('./to-comet.ts')).toComet(options)))
  addValidatorCommands(group)
}

/** Who signs, by which program, and how a lost one comes back. */
function addValidatorCommands(group: Command): void {
  group
    .command('admit')
    .description('两名人员赋予验证节点投票权 / two officers give a validator its voting power')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--validator <name>', '联盟文件中的验证节点 / a validator of the alliance file')
    .requiredOption('--power <number>', '投票权 / voting power')
    .requiredOption('--as <organisation/officer>', '第一人 / first person')
    .requiredOption('--and <organisation/officer>', '第二人 / second person')
    .requiredOption('--source <text>', '依据 / instrument')
    .option('--json', 'JSON')
    .action(act(async (options: AdmitOptions) => (await import('./admit.ts')).admitValidator(options)))
  group
    .command('remove')
    .description('两名人员收回验证节点的投票权 / two officers take a validator’s voting power')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--validator <name>', '账本所载名称或公钥 / the name that the ledger has, or the public key')
    .requiredOption('--as <organisation/officer>', '第一人 / first person')
    .requiredOption('--and <organisation/officer>', '第二人 / second person')
    .requiredOption('--source <text>', '依据 / instrument')
    .option('--json', 'JSON')
    .action(act(async (options: RemoveOptions) => (await import('./remove.ts')).removeValidator(options)))
  group
    .command('plan-upgrade')
    .description('两名人员安排自某高度起由新程序执行 / two officers set the height from which a new program executes')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--height <number>', '自该高度起 / from this height on')
    .option(
      '--module <module=version>',
      '不同于本程序的模块版本，可重复 / a version other than this program’s; again',
      also,
      [],
    )
    .requiredOption('--as <organisation/officer>', '第一人 / first person')
    .requiredOption('--and <organisation/officer>', '第二人 / second person')
    .requiredOption('--source <text>', '依据 / instrument')
    .option('--json', 'JSON')
    .action(act(async (options: PlanOptions) => (await import('./plan-upgrade.ts')).planUpgrade(options)))
  group
    .command('backup')
    .description('备份已停止的验证节点，不含签名密钥 / back up a stopped validator, without what lets it sign')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--validator <name>', '联盟文件中的验证节点 / a validator of the alliance file')
    .requiredOption('--out <folder>', '空目录 / an empty folder')
    .option('--json', 'JSON')
    .action(act(async (options: BackupOptions) => (await import('./backup.ts')).backupValidator(options)))
  group
    .command('restore')
    .description('由备份恢复验证节点，不会重复签名 / restore a validator from a backup, so that it cannot sign twice')
    .requiredOption('--zone <zone>', '账本 / ledger')
    .requiredOption('--validator <name>', '联盟文件中的验证节点 / a validator of the alliance file')
    .requiredOption('--in <folder>', '备份 / the backup')
    .option('--key <file>', '另行保管的验证人密钥；无则用新密钥 / its key, kept apart; without it a new key')
    .option('--peer <url>', '证明账本高度的其他节点，可重复 / another node that proves the height; again', also, [])
    .option('--json', 'JSON')
    .action(act(async (options: RestoreOptions) => (await import('./restore.ts')).restoreValidator(options)))
}

function also(text: string, before: readonly string[]): readonly string[] {
  return [...before, text]
}
