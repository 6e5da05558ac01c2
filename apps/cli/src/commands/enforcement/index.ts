import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type { ControlOptions, DisposeOptions, QueryOptions, ReleaseOptions, RevokeOptions } from './issue.ts'
import type { EndOptions, OpenOptions } from './open.ts'
import type { PlanOptions } from './plan.ts'
import type { ListOptions, StatusOptions } from './read.ts'

const COURTS = ['court-district', 'court-north', 'court-south'] as const

const courtOption = (): Option =>
  new Option('--court <organisation>', '法院 / court').choices(COURTS).default('court-district')
/** Kept by its digest. */
const documentOption = (): Option =>
  new Option('--document <file>', '文书（只登记摘要）/ document; only its digest is kept')

export function addEnforcement(program: Command): void {
  const group = program.command('enforcement').description('执行查控 / enforcement: find, control, release')
  addCases(group)
  addInstruments(group)
}

function addCases(group: Command): void {
  group
    .command('open')
    .description('执行立案 / file a judgment for enforcement')
    .requiredOption('--number <case number>', '案号')
    .requiredOption('--principal <yuan>', '本金 / principal')
    .option('--rate <fraction>', '一般债务利息年利率，如 0.0365 / general interest a year')
    .option('--interest-from <date>', '起息日 / first day of interest')
    .addOption(new Option('--basis <days>').choices(['360', '365']).default('365'))
    .requiredOption('--effective <date>', '生效日 / day on which it took effect')
    .option('--due <date>', '履行期届满日 / last day to perform')
    .addOption(documentOption())
    .addOption(courtOption())
    .option('--json', 'JSON')
    .action(act(async (options: OpenOptions) => (await import('./open.ts')).open(options)))
  group
    .command('list')
    .description('执行案件 / cases')
    .option('--limit <n>', undefined, '20')
    .option('--json', 'JSON')
    .action(act(async (options: ListOptions) => (await import('./read.ts')).list(options)))
  group
    .command('status')
    .description('标的、命令、措施与建议 / what is owed, ordered, controlled and proposed')
    .requiredOption('--case <case>')
    .option('--wait <seconds>', '等到全部命令有答复 / until every order is answered')
    .option('--until <STATE>', '并等到全部措施到此状态 / and every measure is in this state')
    .option('--json', 'JSON')
    .action(act(async (options: StatusOptions) => (await import('./read.ts')).status(options)))
  group
    .command('plan')
    .description('依法确定应控制的财产 / what to control, by the law')
    .requiredOption('--case <case>')
    .requiredOption('--asset <asset...>', '查到的财产 / what was found: name:kind:yuan[:encumbered yuan][:whole]')
    .option('--json', 'JSON')
    .action(act(async (options: PlanOptions) => (await import('./plan.ts')).plan(options)))
  group
    .command('performed')
    .description('全部履行：建议解除全部措施 / all is paid: every release is proposed')
    .requiredOption('--case <case>')
    .option('--on <date>')
    .addOption(documentOption())
    .addOption(courtOption())
    .option('--json', 'JSON')
    .action(act(async (options: EndOptions) => (await import('./open.ts')).performed(options)))
  group
    .command('close')
    .description('结案 / close the case')
    .requiredOption('--case <case>')
    .addOption(courtOption())
    .option('--json', 'JSON')
    .action(act(async (options: EndOptions) => (await import('./open.ts')).close(options)))
}

function addInstruments(group: Command): void {
  const common = (command: Command): Command =>
    command
      .requiredOption('--case <case>')
      .addOption(documentOption())
      .addOption(courtOption())
      .option('--json', 'JSON')
  common(group.command('query').description('查询财产（执行人员一人签署）/ ask institutions (the officer signs)'))
    .requiredOption('--at <institution...>', 'bank payment land vehicles')
    .action(act(async (options: QueryOptions) => (await import('./issue.ts')).query(options)))
  common(group.command('control').description('查封、冻结裁定（二人签署）/ freeze or seal (two persons sign)'))
    .requiredOption('--order <order...>', '命令 / institution:kind:yuan:months[:whole], bank:DEPOSIT:400000:12')
    .action(act(async (options: ControlOptions) => (await import('./issue.ts')).control(options)))
  common(group.command('release').description('解除裁定（二人签署）/ release (two persons sign)'))
    .option('--measure <id...>', '默认：建议解除的全部措施 / default: all whose release is proposed')
    .action(act(async (options: ReleaseOptions) => (await import('./issue.ts')).release(options)))
  common(group.command('dispose').description('处分裁定（二人签署）/ disposal (two persons sign)'))
    .requiredOption('--measure <id>')
    .addOption(
      new Option('--action <action>').choices(['CONVERT_TO_DISPOSAL', 'CLOSE_DISPOSAL']).makeOptionMandatory(true),
    )
    .action(act(async (options: DisposeOptions) => (await import('./issue.ts')).dispose(options)))
  group
    .command('revoke')
    .description('撤销文书：各单位不再执行其命令 / revoke an instrument: its open orders end')
    .requiredOption('--instrument <id>')
    .addOption(
      new Option('--reason <reason>')
        .choices(['ISSUED_IN_ERROR', 'SET_ASIDE', 'GROUND_GONE', 'NOT_RATIFIED'])
        .default('ISSUED_IN_ERROR'),
    )
    .addOption(courtOption())
    .option('--json', 'JSON')
    .action(act(async (options: RevokeOptions) => (await import('./issue.ts')).revoke(options)))
}
