import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import type * as court from './court.ts'
import type * as read from './read.ts'
import type * as subscriber from './subscriber.ts'

const EVENTS = [
  'PERFORMED',
  'SETTLEMENT_PERFORMED',
  'APPLICANT_ASKED_COURT_AGREED',
  'STAY_FOR_TRIAL_SUPERVISION',
  'BANKRUPTCY_ACCEPTED',
  'ENFORCEMENT_REFUSED',
  'ENFORCEMENT_TERMINATED',
] as const

const courtOption = (): Option => new Option('--court <court>', '法院 / court').default('court-district')
const entryOption = (): Option => new Option('--entry <id>', '名单信息编号 / entry').makeOptionMandatory(true)
const atOption = (): Option => new Option('--at <subscriber>', '订阅单位 / subscriber').makeOptionMandatory(true)
const jsonOption = (): Option => new Option('--json', 'JSON')

/** Credit lists where no gateway keeps who the persons are. */
export function addListing(program: Command): void {
  const group = program
    .command('listing')
    .description('失信名单与限制消费：法院与订阅单位的办理 / credit lists: what courts and subscribers do with them')
  addCourt(group)
  addWatch(group)
  addSubscribers(group)
}

function addCourt(group: Command): void {
  group
    .command('subscribe')
    .description('院长与治理经办人准许订阅 / president and governance officer grant a subscription')
    .addOption(atOption())
    .addOption(new Option('--scope <scope>', '范围 / scope').choices(['TOKEN', 'BASIC', 'FULL']).default('BASIC'))
    .requiredOption('--purpose <code>', '用途 / purpose')
    .requiredOption('--measures <code...>', '惩戒措施 / measures')
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.SubscribeOptions) => (await import('./court.ts')).subscribe(options)))
  group
    .command('decide')
    .description('院长与审判员决定纳入名单 / president and judge put a debtor on the list')
    .requiredOption('--case <case>', '案号或案件代号 / case number or reference')
    .addOption(
      new Option('--situation <n>', '失信行为情形 / situation')
        .choices(['1', '2', '3', '4', '5', '6'])
        .makeOptionMandatory(true),
    )
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.DecideOptions) => (await import('./court.ts')).decide(options)))
  group
    .command('serve')
    .description('登记决定书送达，随即发布 / record service; the entry is published')
    .addOption(entryOption())
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.EntryOptions) => (await import('./court.ts')).serve(options)))
  group
    .command('event')
    .description('登记删除事由 / record what ends an entry')
    .addOption(entryOption())
    .addOption(new Option('--event <event>', '法律事件 / legal event').choices(EVENTS).makeOptionMandatory(true))
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.EventOptions) => (await import('./court.ts')).event(options)))
  group
    .command('decide-deletion')
    .description('决定提前删除或不予提前删除 / decide whether an entry is deleted early')
    .addOption(entryOption())
    .option('--refuse', '不予提前删除 / it stays')
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.DeletionOptions) => (await import('./court.ts')).decideDeletion(options)))
}

function addWatch(group: Command): void {
  group
    .command('report-shown')
    .description('登记撤除后仍被展示 / report that a withdrawn entry is still shown')
    .addOption(entryOption())
    .addOption(atOption())
    .requiredOption('--shown <instant>', '展示时间 / when it was seen')
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.ShownOptions) => (await import('./court.ts')).reportShown(options)))
  group
    .command('resolve-alarm')
    .description('登记仍被展示的告警已处理 / record that an alarm about a still shown entry was dealt with')
    .addOption(entryOption())
    .addOption(atOption())
    .addOption(courtOption())
    .addOption(jsonOption())
    .action(act(async (options: court.ResolveOptions) => (await import('./court.ts')).resolveAlarm(options)))
  group
    .command('show')
    .description('名单信息、撤除通知、告警与步骤 / an entry, its withdrawals, alarms and steps')
    .addOption(entryOption())
    .option('--until <alarm>', '等到有该告警 / wait until this alarm stands')
    .option('--wait <seconds>', '最多等待秒数 / seconds to wait')
    .addOption(jsonOption())
    .action(act(async (options: read.ShowOptions) => (await import('./read.ts')).show(options)))
  group
    .command('check')
    .description('按查验索引查验 / what stands under an index key')
    .requiredOption('--index <key>', '查验索引 / index key')
    .addOption(jsonOption())
    .action(act(async (options: read.CheckOptions) => (await import('./read.ts')).check(options)))
}

function addSubscribers(group: Command): void {
  group
    .command('held')
    .description('订阅单位持有的名单信息 / what a subscriber holds')
    .addOption(atOption())
    .option('--count <n>', '等到有这么多条有效信息 / wait until so many stand')
    .option('--withdrawn <n>', '等到有这么多条被撤除 / wait until so many are withdrawn')
    .option('--wait <seconds>', '最多等待秒数 / seconds to wait')
    .addOption(jsonOption())
    .action(act(async (options: read.HeldOptions) => (await import('./read.ts')).held(options)))
  group
    .command('confirm')
    .description('确认已更新或已删除 / confirm that an entry is taken over or deleted')
    .addOption(atOption())
    .addOption(entryOption())
    .addOption(jsonOption())
    .action(act(async (options: subscriber.ConfirmOptions) => (await import('./subscriber.ts')).confirm(options)))
  group
    .command('use')
    .description('登记使用回执 / record the use of an entry')
    .addOption(atOption())
    .addOption(entryOption())
    .requiredOption('--measure <code>', '惩戒措施 / measure')
    .requiredOption('--purpose <code>', '用途 / purpose')
    .addOption(jsonOption())
    .action(act(async (options: subscriber.UseOptions) => (await import('./subscriber.ts')).use(options)))
}
