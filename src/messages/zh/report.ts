import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const report: Messages['report'] = {
  language: 'zh-CN',
  title: ({ cluster, time }) => zh`${cluster}：ha-setup verify，${time}`,
  well: '一切正常',
  notWell: '不正常',
  unknown: '未知',
  vip: ({ vip, active }) => zh`VIP ${vip}，主节点：${active}`,
  counts: (n) =>
    zh`${n.checks} 项检查：${n.ok} 项正常，${n.warnings} 项警告，${n.errors} 项错误，${n.unproven} 项未证实`,
  countsBefore: (n) =>
    zh`切换前 ${n.checks} 项检查：${n.ok} 项正常，${n.warnings} 项警告，${n.errors} 项错误，${n.unproven} 项未证实`,
  outages: '中断',
  place: ({ place }) => zh`探测位置：${place}；0.00 s 表示无探测丢失`,
  failovers: '主备切换',
  kept: ({ kind, from, to }) => zh`${kind}：${from} → ${to}，无探测丢失`,
  lost: ({ kind, from, to, time }) => zh`${kind}：${from} → ${to}，${time} 无应答`,
  drawing: ({ kind, from, to }) => zh`${kind}：${from} 到 ${to}`,
  span: ({ phase, time }) => zh`${phase}，${time}`,
  checks: '检查',
  pair: '云端与主备',
  levels: { error: '错误', warning: '警告', unproven: '未证实', ok: '正常' },
  phases: {
    active: '主节点',
    standby: '备节点',
    claiming: 'MASTER，VIP 迁移中',
    yielding: '仍有应答',
    down: '停止',
    answered: '有应答',
    silent: '无应答',
  },
};
