import type { CodeRow } from './code.js';

/** Codes of the actions on EIPs. */
export const eipCodes: readonly CodeRow[] = [
  {
    class: 'slowly',
    hint: 'eipInBetween',
    codes: ['UnsupportedOperation.AddressStatusNotPermit', 'InvalidAddressIdStatus.NotPermit', 'InvalidAddressState'],
  },
  {
    class: 'slowly',
    hint: 'eipTaskFailed',
    codes: ['FailedOperation.TaskFailed'],
  },
  {
    class: 'final',
    hint: 'eipQuota',
    codes: ['AddressQuotaLimitExceeded'],
  },
  {
    class: 'final',
    hint: 'eipDailyQuota',
    codes: ['AddressQuotaLimitExceeded.DailyAllocate'],
  },
  {
    class: 'final',
    hint: 'eipReturnQuota',
    codes: ['LimitExceeded.AccountReturnQuota', 'LimitExceeded.MonthlyAddressRecoveryQuota'],
  },
  {
    class: 'final',
    hint: 'eipPerInstance',
    codes: ['LimitExceeded.InstanceAddressQuota'],
  },
  {
    class: 'final',
    hint: 'tagQuota',
    codes: ['LimitExceeded.TagQuota'],
  },
  {
    class: 'final',
    hint: 'bandwidthPackageQuota',
    codes: ['LimitExceeded.BandwidthPackageQuota', 'LimitExceeded.BandwidthPackageResourceQuota'],
  },
  {
    class: 'final',
    hint: 'topUp',
    codes: ['FailedOperation.BalanceInsufficient', 'OperationDenied.AddressInArrears'],
  },
  {
    class: 'final',
    hint: 'eipUnpaid',
    codes: ['UnsupportedOperation.UnpaidOrderAlreadyExists'],
  },
  {
    class: 'final',
    hint: 'eipBlocked',
    codes: [
      'InvalidAddressId.Blocked',
      'InvalidParameterValue.AddressAttacked',
      'InvalidParameterValue.InstanceNormalPublicIpBlocked',
    ],
  },
  {
    class: 'final',
    hint: 'eipLegacyAccount',
    codes: [
      'InvalidParameterValue.InvalidInstanceInternetChargeType',
      'UnsupportedOperation.InvalidAddressInternetChargeType',
    ],
  },
  {
    class: 'final',
    hint: 'eipUnsupported',
    codes: [
      'InvalidAccount.NotSupported',
      'UnauthorizedOperation.AnycastEip',
      'UnauthorizedOperation.InvalidAccount',
      'UnsupportedOperation.AccountNotSupported',
    ],
  },
  {
    class: 'final',
    hint: 'eipSoldOut',
    codes: ['ResourceInsufficient', 'InvalidParameterValue.AddressIpNotAvailable'],
    actions: ['AllocateAddresses'],
  },
  {
    class: 'final',
    hint: 'eipUnknown',
    codes: [
      'InvalidAddressId.NotFound',
      'InvalidParameterValue.AddressIdMalformed',
      'InvalidParameterValue.AddressNotFound',
    ],
  },
  {
    class: 'final',
    hint: 'vipNotThere',
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
    hint: 'eipInUse',
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
    hint: 'vipHasEip',
    codes: ['InvalidPrivateIpAddress.AlreadyBindEip'],
  },
  {
    class: 'final',
    hint: 'instanceStopped',
    codes: [
      'InvalidParameterValue.InvalidInstanceState',
      'UnsupportedOperation.InstanceStateNotSupported',
      'UnsupportedOperation.InstanceStatusNotPermit',
    ],
  },
  {
    class: 'final',
    hint: 'eipKind',
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
    hint: 'deletionProtection',
    codes: ['OperationDenied.AddressDeletionProtectionEnabled'],
  },
  {
    class: 'final',
    hint: 'eipChargeConflict',
    codes: ['InvalidParameterValue.AddressInternetChargeTypeConflict'],
  },
  {
    class: 'final',
    hint: 'eipOffer',
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
    hint: 'internal',
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
