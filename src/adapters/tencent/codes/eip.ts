import { again, type CodeRow, internal } from './code.js';

const another = 'name another EIP in the answers, or set eip to allocate';
const inUse = 'unbind it in the console, or name another EIP in the answers';

/** Codes of the actions on EIPs. */
export const eipCodes: readonly CodeRow[] = [
  {
    class: 'slowly',
    hint: `the EIP is between two states; look at it in the console, then ${again}`,
    codes: ['UnsupportedOperation.AddressStatusNotPermit', 'InvalidAddressIdStatus.NotPermit', 'InvalidAddressState'],
  },
  {
    class: 'slowly',
    hint: `the task that changes the EIP failed in the cloud; look at it in the console, then ${again}`,
    codes: ['FailedOperation.TaskFailed'],
  },
  {
    class: 'final',
    hint: 'release an EIP that nobody needs, or name an existing one: eip: eip-xxxxxxxx',
    codes: ['AddressQuotaLimitExceeded'],
  },
  {
    class: 'final',
    hint: 'no more EIPs can be allocated in this region today: name an existing one (eip: eip-xxxxxxxx), or wait for tomorrow',
    codes: ['AddressQuotaLimitExceeded.DailyAllocate'],
  },
  {
    class: 'final',
    hint: 'a public IP that is given back counts against a daily quota: release the EIP in the console, or tomorrow',
    codes: ['LimitExceeded.AccountReturnQuota', 'LimitExceeded.MonthlyAddressRecoveryQuota'],
  },
  {
    class: 'final',
    hint: 'the instance has as many EIPs as its type may have: unbind one, or use a larger instance type',
    codes: ['LimitExceeded.InstanceAddressQuota'],
  },
  {
    class: 'final',
    hint: 'the account has as many tags as it may have: remove some in the console',
    codes: ['LimitExceeded.TagQuota'],
  },
  {
    class: 'final',
    hint: 'the bandwidth package takes no more: have its quota raised, or name an EIP without one',
    codes: ['LimitExceeded.BandwidthPackageQuota', 'LimitExceeded.BandwidthPackageResourceQuota'],
  },
  {
    class: 'final',
    hint: 'top up the account',
    codes: ['FailedOperation.BalanceInsufficient', 'OperationDenied.AddressInArrears'],
  },
  {
    class: 'final',
    hint: 'pay or cancel the open order of this EIP in the console, then run the same command again',
    codes: ['UnsupportedOperation.UnpaidOrderAlreadyExists'],
  },
  {
    class: 'final',
    hint: `the vendor has blocked the address, after an attack for one: have it unblocked in the console, or ${another}`,
    codes: [
      'InvalidAddressId.Blocked',
      'InvalidParameterValue.AddressAttacked',
      'InvalidParameterValue.InstanceNormalPublicIpBlocked',
    ],
  },
  {
    class: 'final',
    hint: 'the account is of the kind whose bandwidth belongs to the instance: an EIP binds only to an instance that pays by traffic or has a bandwidth package',
    codes: [
      'InvalidParameterValue.InvalidInstanceInternetChargeType',
      'UnsupportedOperation.InvalidAddressInternetChargeType',
    ],
  },
  {
    class: 'final',
    hint: 'the account cannot have such an EIP: ask the vendor, or set eip to none',
    codes: [
      'InvalidAccount.NotSupported',
      'UnauthorizedOperation.AnycastEip',
      'UnauthorizedOperation.InvalidAccount',
      'UnsupportedOperation.AccountNotSupported',
    ],
  },
  {
    class: 'final',
    hint: 'no EIP is left in this region at the moment: try again later, or name an existing one: eip: eip-xxxxxxxx',
    codes: ['ResourceInsufficient', 'InvalidParameterValue.AddressIpNotAvailable'],
    actions: ['AllocateAddresses'],
  },
  {
    class: 'final',
    hint: 'check eip and region in the answers: the account has no such EIP there',
    codes: [
      'InvalidAddressId.NotFound',
      'InvalidParameterValue.AddressIdMalformed',
      'InvalidParameterValue.AddressNotFound',
    ],
  },
  {
    class: 'final',
    hint: 'the VIP is not on that ENI (any more): run the same command again once its move has ended',
    codes: [
      'FailedOperation.AddressEniInfoNotFound',
      'FailedOperation.MasterEniNotFound',
      'InvalidNetworkInterfaceId.NotFound',
      'InvalidParameterValue.NetworkInterfaceIdMalformed',
      'InvalidParameterValue.NetworkInterfaceNotFound',
    ],
  },
  {
    class: 'final',
    hint: inUse,
    codes: [
      'InvalidInstanceId.AlreadyBindEip',
      'InvalidParameterValue.LBAlreadyBindEip',
      'InvalidParameterValue.NetworkInterfaceIdNotMatch',
      'InvalidParameterValue.PrivateIpAddressNotMatch',
      'InvalidParameterValue.InstanceNotMatchAssociateEni',
    ],
  },
  {
    class: 'final',
    hint: 'the VIP has another EIP already: unbind that one in the console, then run the same command again',
    codes: ['InvalidPrivateIpAddress.AlreadyBindEip'],
  },
  {
    class: 'final',
    hint: 'start the instance: a stopped one that is not billed takes no EIP',
    codes: [
      'InvalidParameterValue.InvalidInstanceState',
      'UnsupportedOperation.InstanceStateNotSupported',
      'UnsupportedOperation.InstanceStatusNotPermit',
    ],
  },
  {
    class: 'final',
    hint: 'this kind of EIP cannot be bound to an address of this instance: name an ordinary BGP one in the answers',
    codes: [
      'InvalidInstance.NotSupported',
      'InvalidParameterValue.AddressNotApplicable',
      'InvalidParameterValue.AddressTypeConflict',
      'InvalidParameterValue.InstanceDoesNotSupportAnycast',
      'InvalidParameterValue.InstanceDoesNotSupportEipVisibleOnEni',
      'InvalidParameterValue.InstanceVpcDoesNotSupportEipVisibleOnEni',
      'InvalidParameterValue.PrivateIpAddressDoesNotSupportEipVisibleOnEni',
      'InvalidParameterValue.ResourceNotSupport',
      'UnsupportedOperation.AddressIpNotSupportInstance',
      'UnsupportedOperation.IncorrectAddressResourceType',
      'UnsupportedOperation.IspNotSupported',
    ],
  },
  {
    class: 'final',
    hint: 'switch its deletion protection off in the console, then run the same command again',
    codes: ['OperationDenied.AddressDeletionProtectionEnabled'],
  },
  {
    class: 'final',
    hint: 'give the EIP back in the console: its kind of charge is another than that of what is given back with it',
    codes: ['InvalidParameterValue.AddressInternetChargeTypeConflict'],
  },
  {
    class: 'final',
    hint: 'allocate an EIP in the console with a charge and an exit that the account offers, and name it: eip: eip-xxxxxxxx',
    codes: [
      'InvalidParameterValue.BandwidthOutOfRange',
      'InvalidParameterValue.BandwidthTooSmall',
      'InvalidParameterValue.UnavailableZone',
      'InvalidParameterValue.UnsupportedEgress',
      'UnsupportedOperation.NotSupportedPurchaseCenterEgressResource',
      'UnsupportedOperation.OfflineChargeType',
    ],
  },
  {
    class: 'final',
    hint: internal,
    codes: [
      'InvalidParameterValue.BandwidthPackageIdMalformed',
      'InvalidParameterValue.BandwidthPackageNotFound',
      'InvalidParameterValue.InstanceHasNoWanIP',
      'InvalidParameterValue.InstanceHasWanIP',
      'InvalidParameterValue.InstanceNoWanIP',
      'InvalidParameterValue.InvalidDedicatedClusterId',
      'InvalidParameterValue.InvalidEgress',
      'InvalidParameterValue.InvalidTag',
      'InvalidParameterValue.MixedAddressIpSetType',
      'InvalidParameterValue.OnlySupportedForMasterNetworkCard',
      'InvalidParameterValue.ResourceIdMalformed',
      'InvalidParameterValue.TagNotExisted',
      'UnsupportedOperation.BandwidthPackageIdNotSupported',
    ],
  },
];
