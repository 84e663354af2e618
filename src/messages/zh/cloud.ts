import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const cloud: Messages['cloud'] = {
  from: { here: '本机', host: '该主机' },

  source: {
    environment: '环境变量',
    ownRole: ({ role }) => zh`本机的 CAM 角色 ${role}`,
    role: ({ role }) => zh`CAM 角色 ${role}`,
  },

  credentials: {
    incomplete: ({ source, missing }) => zh`${source}中的密钥不完整：缺少 ${missing}`,
    incompleteHint: ({ missing, other }) => zh`请同时设置 ${missing}，或删除 ${other}`,
    unreadable: ({ path, code }) => zh`无法读取 ${path}（${code}）`,
    unreadableHint: ({ path }) => zh`请使 ${path} 可读，或将其移走`,
    notJson: ({ path }) => zh`${path} 不是有效的 JSON`,
    notJsonHint: '请重新生成：tccli configure',
    expired: ({ path }) => zh`${path} 中的密钥已过期`,
    expiredHint: '请重新登录：tccli auth login',
    unknownId: ({ id, source }) => zh`腾讯云没有 SecretId ${id}（来自${source}）：输入有误、已删除或已禁用`,
    unknownIdHint: ({ source }) => zh`请将${source}中的 SecretId 与控制台（访问管理 > API 密钥）核对`,
    noId: ({ id, source }) => zh`${id}（来自${source}）不是 API 密钥`,
    noIdHint: ({ source }) => zh`请将控制台“API 密钥”页面中的 SecretId 填入${source}`,
    wrongKey: ({ id, source }) => zh`来自${source}的 SecretKey 不属于 SecretId ${id}`,
    wrongKeyHint: ({ source }) => zh`请检查${source}中的 SecretKey：不含空格和引号，且与该 SecretId 对应`,
    temporary: ({ source }) => zh`来自${source}的临时密钥已过期，或 Token 有误`,
    temporaryHint: ({ source }) => zh`请在${source}中填入新的临时密钥及其 Token`,
    secondFactor: ({ source }) => zh`该账号要求二次验证，而来自${source}的密钥未携带`,
    secondFactorHint: '请使用通过二次验证获取的临时密钥',
    denied: ({ source, operation, resource }) => zh`来自${source}的密钥没有对 ${resource} 执行 ${operation} 的权限`,
  },

  clock: {
    unknown: '本机时钟偏差超过 300 秒，API 认为签名已过期',
    behind: ({ seconds }) => zh`本机时钟比 API 慢 ${seconds} 秒（允许 300 秒），API 认为签名已过期`,
    ahead: ({ seconds }) => zh`本机时钟比 API 快 ${seconds} 秒（允许 300 秒），API 认为签名已过期`,
    hint: '请校准时钟，例如：timedatectl set-ntp true',
  },

  noRegion: ({ region }) => zh`腾讯云没有地域 ${region}，或该地域不提供此服务`,
  tooOften: ({ action }) => zh`该账号目前调用 ${action} 过于频繁`,
  request: ({ message, id }) => zh`${message}（请求 ${id}）`,
  noAnswer: ({ host, reason }) => zh`${host} 没有给出有效应答：${reason}`,
  status: ({ host, status }) => zh`${host} 返回 HTTP 状态码 ${status}`,
  certificateHint: '此处不信任其证书；若经过解密 TLS 的代理，请用 NODE_EXTRA_CA_CERTS 指定其 CA 证书',
  unreachableHint: ({ from, host }) => zh`请确认${from}能访问 https://${host}，或在应答文件中设置其他 api.domain`,

  domain: {
    question: ({ domain }) =>
      zh`应答文件中的 api.domain 为 ${domain}，不是腾讯云的域名。SecretId 将发送到该域名。是否继续？`,
    refused: ({ domain }) => zh`api.domain 为 ${domain}，不是腾讯云的域名：未向其发送任何内容`,
    hint: ({ variable, domain }) =>
      zh`请更正应答文件中的 api.domain；若确需使用该域名，请设置环境变量 ${variable}=${domain}`,
  },

  metadata: {
    code: ({ code }) => zh`其应答的代码为 ${code}`,
    silent: ({ server, time }) => zh`${server} 在 ${time} 内没有应答`,
    status: ({ url, status }) => zh`${url} 返回 ${status}`,
    noRole: ({ reason }) => zh`元数据服务没有提供 CAM 角色的密钥（${reason}）`,
    noRoleHint: '请在控制台为该云服务器绑定 CAM 角色，或使用 hostCredentials: { type: key }',
  },

  trace: {
    unwritable: ({ path, reason }) => zh`无法将跟踪写入 ${path}：${reason}`,
    hint: '请用 --trace 指定其他文件',
  },
};
