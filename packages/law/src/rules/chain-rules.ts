import { cite } from './citation.ts'
import type { RuleEntry } from './rule-entry.ts'

/** Article 31 and the cross-cutting rules on evidence, instruments and messages (rulebook 2.7, 2.10, 2.11). */
export const chainRules: readonly RuleEntry[] = [
  {
    id: 'S2.7',
    zh: '存证核验结果的封闭集合；链不可达时不得自动下结论。',
    en: 'The closed set of results of an anchor check; no automatic conclusion while a chain is unreachable.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'X-40',
    zh: '区块链存储的数据经技术核验一致的，可以认定上链后未经篡改，有相反证据的除外。',
    en: 'Data stored on a chain and verified consistent may be found unaltered since going on chain, unless disproved.',
    mark: 'L',
    citations: [cite('ONLINE_LITIGATION', 16)],
  },
  {
    id: 'X-41',
    zh: '对上链后真实性有合理异议的，审查平台资质、利害关系、可靠性和技术过程。',
    en: 'On a reasoned objection platform, interest, reliability and technique are examined.',
    mark: 'L',
    citations: [cite('ONLINE_LITIGATION', 17)],
  },
  {
    id: 'X-42',
    zh: '主张上链前数据不真实的，审查来源、生成机制、存储过程和佐证。',
    en: 'Alleged untruth before going on chain: source, generation, storage and corroboration are examined.',
    mark: 'L',
    citations: [cite('ONLINE_LITIGATION', 18)],
  },
  {
    id: 'X-70',
    zh: '产生法律效果的合约调用须引用已签署的生效文书；没有文书就没有效果。',
    en: 'A call with legal effect refers to a signed instrument in force; no instrument, no effect.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-01',
    zh: '合约用于真实案件前须经法律审查、安全审查、样例验收、个人信息影响评估、影子运行、评审组批准和部署记录。',
    en: 'Before a real case: legal and security review, golden cases, impact assessment, shadow run, panel approval, deployment record.',
    mark: 'L',
    citations: [cite('PERSONAL_INFORMATION', 55)],
  },
  {
    id: 'R31-03',
    zh: 'C 类合约（金钱、冻结、名单、人身自由、期限效力）须双人复核且其中一名为法官，先行演示，规则缺失自动停止。',
    en: 'Class C contracts need two persons, one of them a judge, a dry run and an automatic stop on a missing rule.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-04',
    zh: '合约中不得写死期限、利率、门槛，均取自带生效日期的规则参数。',
    en: 'A contract holds no deadline, rate or threshold as a literal; they come from dated parameters.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-05',
    zh: '合约变更走同样流程；旧版本对在办案件保持可用，迁移逐案记录。',
    en: 'A change takes the same cycle; running cases keep their version, migrations are recorded case by case.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-06',
    zh: '每条业务记录在规定分钟内有且仅有一个上链摘要；未说明的差异为事件，不得删除链上记录。',
    en: 'Every record has exactly one digest on chain within minutes; unexplained differences are incidents.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-07',
    zh: '上链数据须格式有效、签名人有权、依据存在、不含禁止字段、不重复。',
    en: 'On-chain data are valid in schema, signed in role, lawful, free of prohibited fields and no duplicates.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'R31-12',
    zh: '紧急停用由两个授权角色共同实施，停止新的效果，查询和核验继续可用。',
    en: 'Two authorised roles use the emergency stop; new effects halt, reading and verification stay on.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'S31.4',
    zh: '合约状态及有权流转的角色；开发方不得启用合约。',
    en: 'States of a contract and the roles that move it; a developer never activates.',
    mark: 'D',
    citations: [],
  },
  {
    id: 'S31.5',
    zh: '并发登记的顺位唯一，且与登记先后一致。',
    en: 'Concurrent registrations have unique ranks in register order.',
    mark: 'D',
    citations: [],
  },
]
