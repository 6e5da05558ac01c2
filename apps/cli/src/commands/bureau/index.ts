import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { AssessOptions } from './assess.ts'
import type { EndOptions } from './end.ts'
import type { GrantOptions } from './grant.ts'
import type { ImportOptions } from './import.ts'
import type { MoveOptions } from './move.ts'
import type { SanctionOptions } from './sanction.ts'

export function addBureau(program: Command): void {
  const bureau = program.command('bureau').description('司法行政机关的行为 / acts of the justice bureau')
  addSanctions(bureau)
  addLicences(bureau)
  bureau
    .command('assess')
    .description('年度考核 / annual assessment (律师协会 / law association)')
    .requiredOption('--licence <number>')
    .requiredOption('--year <year>')
    .addOption(
      new Option('--grade <grade>')
        .choices(['COMPETENT', 'BASICALLY_COMPETENT', 'INCOMPETENT'])
        .makeOptionMandatory(true),
    )
    .option('--filed-on <date>')
    .option('--json', 'JSON')
    .action(act(async (options: AssessOptions) => (await import('./assess.ts')).assess(options)))
  bureau
    .command('import')
    .argument('<csv>', 'licenceNo,firmUscc,from,firstPracticeDate')
    .description('从 CSV 导入律师 / import lawyers from CSV')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: ImportOptions) => (await import('./import.ts')).importCsv(file, options)))
}

function addSanctions(bureau: Command): void {
  const offence = (command: Command): Command =>
    command
      .requiredOption('--licence <number>')
      .option('--from <date>', '生效日 / first day (default: today)')
      .addOption(new Option('--article <n>', '律师法条款 / article of the Lawyers Law').choices(['47', '48', '49']))
      .option('--offence-on <date>', '违法行为日 / day of the offence (default: the day before)')
      .option('--json', 'JSON')
  offence(bureau.command('suspend').description('停止执业处罚 / suspend (two officers)'))
    .requiredOption('--months <n>', '月数 / months')
    .action(act(async (options: SanctionOptions) => (await import('./sanction.ts')).sanction('SUSPENSION', options)))
  offence(bureau.command('revoke').description('吊销执业证书 / revoke (two officers of the department)')).action(
    act(async (options: SanctionOptions) => (await import('./sanction.ts')).sanction('REVOCATION', options)),
  )
  offence(bureau.command('sanction').description('其他处罚 / other sanctions'))
    .addOption(
      new Option('--kind <kind>')
        .choices(['WARNING', 'FINE', 'CONFISCATION', 'INDUSTRY_WARNING', 'INDUSTRY_PUBLIC_CENSURE'])
        .default('WARNING'),
    )
    .action(
      act(async (options: SanctionOptions) =>
        (await import('./sanction.ts')).sanction(options.kind ?? 'WARNING', options),
      ),
    )
}

function addLicences(bureau: Command): void {
  bureau
    .command('grant')
    .description('授予执业证 / grant a licence (two officers of the department)')
    .requiredOption('--licence <number>')
    .requiredOption('--firm <uscc>')
    .option('--from <date>')
    .option('--json', 'JSON')
    .action(act(async (options: GrantOptions) => (await import('./grant.ts')).grant(options)))
  bureau
    .command('move')
    .description('变更执业机构 / move to another firm (two officers)')
    .requiredOption('--licence <number>')
    .requiredOption('--firm <uscc>', '新所 / new firm')
    .option('--new-licence <number>', '新执业证号（跨市时）/ new number, in another city')
    .option('--from <date>')
    .option('--json', 'JSON')
    .action(act(async (options: MoveOptions) => (await import('./move.ts')).move(options)))
  bureau
    .command('end')
    .description('注销或撤销许可 / cancel or withdraw a licence (two officers of the department)')
    .requiredOption('--licence <number>')
    .addOption(new Option('--status <status>').choices(['CANCELLED', 'WITHDRAWN']).default('CANCELLED'))
    .option('--from <date>')
    .option('--json', 'JSON')
    .action(act(async (options: EndOptions) => (await import('./end.ts')).end(options)))
}
