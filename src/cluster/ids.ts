declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type InstanceId = Branded<'InstanceId'>;
export type EniId = Branded<'EniId'>;
export type EipId = Branded<'EipId'>;
export type HaVipId = Branded<'HaVipId'>;
export type Ipv4 = Branded<'Ipv4'>;
export type Region = Branded<'Region'>;

/** Shapes of the cloud's ids and of everything else that ends up in a shell word or in keepalived.conf. */
export const patterns = {
  cluster: /^[a-z][a-z0-9-]{0,30}$/,
  instance: /^ins-[a-z0-9]{4,16}$/,
  eni: /^eni-[a-z0-9]{4,16}$/,
  eip: /^eip-[a-z0-9]{4,16}$/,
  haVip: /^havip-[a-z0-9]{4,16}$/,
  /** A zone, which ends in a number, is none. */
  region: /^[a-z]{2}(-[a-z0-9]+){1,3}(?<!-\d+)$/,
  ipv4: /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.|$)){4}(?<!\.)$/,
  host: /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
} as const;

/** An IPv4 address as an unsigned 32-bit number. */
export function ipToNumber(ip: Ipv4): number {
  return ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

export function numberToIp(value: number): Ipv4 {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.') as Ipv4;
}

/** First and last address of a CIDR block such as 10.0.1.0/24. */
export function cidrRange(cidr: string): { readonly first: number; readonly last: number } {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(ipToNumber(base as Ipv4) / size) * size;
  return { first, last: first + size - 1 };
}

export function isInCidr(ip: Ipv4, cidr: string): boolean {
  const { first, last } = cidrRange(cidr);
  const value = ipToNumber(ip);
  return value >= first && value <= last;
}
