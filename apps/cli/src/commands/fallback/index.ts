import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { RatifyOptions } from './ratify.ts'
import type { RecordOptions } from './record.ts'
import type { ShowOptions } from './show.ts'

export function addFallback(program: Command): void {
  const group = program
    .command('fallback')
    .description('对方账本不可达时的纸质核对 / paper check while the other ledger cannot be reached')
  group
    .command('record')
    .description('登记纸质核对（书记员）/ record a paper check (clerk)')
    .requiredOption('--case <case>', '案号或案件代号 / case number or reference')
    .requiredOption('--licence <number>', '执业证号 / licence number')
    .requiredOption('--document <file>', '核对笔录（只登记摘要）/ record of the check; only its digest is kept')
    .addOption(
      new Option('--verdict <verdict>', '核对结论 / what the check found')
        .choices(['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK'])
        .makeOptionMandatory(true),
    )
    .addOption(new Option('--use <use>').choices(['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT']).default('HEARING'))
    .option('--on <date>', '基准日 / day, YYYY-MM-DD (default: today)')
    .option('--reason <CODE>', '原因 / why', 'OTHER_ZONE_UNREACHABLE')
    .option('--dispatch <id>', '已提出而未获答复的核验 / question that was sent and not answered')
    .option('--json', 'JSON')
    .action(act(async (options: RecordOptions) => (await import('./record.ts')).record(options)))
  group
    .command('ratify')
    .description('追认或否定（另一人员：审判员）/ confirm or reject, by a second person: the judge')
    .requiredOption('--id <fallback>')
    .option('--reject', '不予追认 / reject')
    .option('--json', 'JSON')
    .action(act(async (options: RatifyOptions) => (await import('./ratify.ts')).ratify(options)))
  group
    .command('show')
    .requiredOption('--id <fallback>')
    .option('--json', 'JSON')
    .action(act(async (options: ShowOptions) => (await import('./show.ts')).show(options)))
}
