import { Option } from 'commander'
import type { Command } from 'commander'
import { act } from '../act.ts'
import { DEPOSIT_KINDS, FACTORS, GROUNDS, INTERESTS, REVOCATIONS, SOURCE_KINDS } from './choices.ts'
import type { FileOptions } from './file.ts'
import type { PlatformOptions } from './platform.ts'
import type { ListOptions, ShowOptions } from './show.ts'
import type { VerifyOptions } from './verify.ts'
import type { AnswerOptions, ContestOptions, DecideOptions, OrderOptions, RevokeOptions } from './weigh.ts'

export function addDeposit(program: Command): void {
  const group = program
    .command('deposit')
    .description('存证与核验 / evidence and served documents by digest; the file itself stays where it is')
  addFiling(group)
  addChecking(group)
  addWeighing(group)
}

function addFiling(group: Command): void {
  group
    .command('file')
    .description('登记一份文件的摘要（书记员）/ deposit the digest of a file (clerk)')
    .argument('<file>')
    .option('--case <case>', '案号或案件代号 / case number or reference')
    .addOption(new Option('--kind <kind>').choices(DEPOSIT_KINDS).default('EVIDENCE'))
    .addOption(new Option('--algorithm <algorithm>').choices(['sm3', 'sha256']).default('sm3'))
    .option('--media-type <type>', '媒体类型', 'application/pdf')
    .option('--source <CODE>', '来源系统 / source system', 'PARTY_UPLOAD')
    .option('--collected <instant>', '取证时间 / when it was collected, RFC 3339 (default: the time of the file)')
    .option('--fact <instant>', '所证事实的时间 / when the fact happened that it shall prove, RFC 3339')
    .option('--platform <id>', '存证平台 / storing platform')
    .addOption(
      new Option('--interest <interest>', '与平台的利害关系 / interest in it')
        .choices(INTERESTS)
        .default('NOT_DECLARED'),
    )
    .option('--notes <file>', '上链前情况说明（只登记摘要）/ notes on the time before the chain; digest only')
    .option('--supersedes <deposit>', '取代的存证 / the deposit that it replaces')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: FileOptions) => (await import('./file.ts')).file(file, options)))
  group
    .command('platform')
    .description(
      '登记存证平台的备案与检测（法院技术人员）/ record a platform as filed and appraised (court technician)',
    )
    .requiredOption('--id <platform>')
    .requiredOption('--operator <code>', '运营者统一社会信用代码 / credit code of the operator')
    .option('--filing-number <number>', '区块链信息服务备案号 / filing number')
    .option('--standard <CODE...>', '检测合格的标准 / standards that it was found to meet', [])
    .option('--appraisal <file>', '检测报告（只登记摘要）/ appraisal; digest only')
    .option('--json', 'JSON')
    .action(act(async (options: PlatformOptions) => (await import('./platform.ts')).platform(options)))
  group
    .command('revoke')
    .description('撤回 / withdraw a deposit; its record stays')
    .requiredOption('--id <deposit>')
    .addOption(new Option('--reason <reason>').choices(REVOCATIONS).makeOptionMandatory(true))
    .option('--json', 'JSON')
    .action(act(async (options: RevokeOptions) => (await import('./weigh.ts')).revoke(options)))
}

function addChecking(group: Command): void {
  group
    .command('verify')
    .description('核验手中的文件 / check a file in hand against the ledger, by proof')
    .argument('<file>')
    .option('--id <deposit>', '只与这份存证比对 / against this deposit only')
    .option('--fact <instant>', '所证事实的时间 / when the fact happened, RFC 3339')
    .option('--trust <file>', '信任锚 / trust anchors (default: those of the data folder)')
    .option('--json', 'JSON')
    .action(act(async (file: string, options: VerifyOptions) => (await import('./verify.ts')).verify(file, options)))
  group
    .command('show')
    .description('存证及其异议、责令与认定 / a deposit with objections, orders and findings')
    .requiredOption('--id <deposit>')
    .option('--json', 'JSON')
    .action(act(async (options: ShowOptions) => (await import('./show.ts')).show(options)))
  group
    .command('list')
    .description('案件的存证 / deposits of a case')
    .requiredOption('--case <case>')
    .option('--json', 'JSON')
    .action(act(async (options: ListOptions) => (await import('./show.ts')).list(options)))
}

function addWeighing(group: Command): void {
  const factors = new Option('--factor <FACTOR...>', '在线诉讼规则第十七条各项 / factors of article 17')
    .choices(FACTORS)
    .default([])
  group
    .command('contest')
    .description('提出异议并说明理由 / contest a deposit with reasons')
    .requiredOption('--id <deposit>')
    .addOption(new Option('--ground <ground>').choices(GROUNDS).makeOptionMandatory(true))
    .addOption(factors)
    .requiredOption('--reasons <file>', '理由（只登记摘要）/ the reasons; digest only')
    .option('--json', 'JSON')
    .action(act(async (options: ContestOptions) => (await import('./weigh.ts')).contest(options)))
  group
    .command('order')
    .description('责令说明来源（审判员）/ require source data (judge)')
    .requiredOption('--id <deposit>')
    .addOption(new Option('--kind <KIND...>').choices(SOURCE_KINDS).makeOptionMandatory(true))
    .requiredOption('--order <file>', '通知书（只登记摘要）/ the order; digest only')
    .requiredOption('--days <n>', '期限（日）/ days to answer')
    .option('--json', 'JSON')
    .action(act(async (options: OrderOptions) => (await import('./weigh.ts')).order(options)))
  group
    .command('answer')
    .description('提交来源说明 / file what an order asked for')
    .requiredOption('--id <deposit>')
    .requiredOption('--number <n>', '责令的序号 / number of the order')
    .requiredOption('--answer <KIND=file...>', '每项一份文件（只登记摘要）/ a file for each; digest only')
    .option('--json', 'JSON')
    .action(act(async (options: AnswerOptions) => (await import('./weigh.ts')).answer(options)))
  group
    .command('decide')
    .description('认定真实性（审判员）/ decide on authenticity, after cross-examination (judge)')
    .requiredOption('--id <deposit>')
    .addOption(new Option('--result <result>').choices(['CONFIRMED', 'NOT_CONFIRMED']).makeOptionMandatory(true))
    .addOption(factors)
    .option('--corroboration <file>', '其他印证（只登记摘要）/ what else supports it; digest only')
    .requiredOption('--examined <date>', '质证日期 / day of cross-examination')
    .requiredOption('--decision <file>', '认定文书（只登记摘要）/ the decision; digest only')
    .option('--json', 'JSON')
    .action(act(async (options: DecideOptions) => (await import('./weigh.ts')).decide(options)))
}
