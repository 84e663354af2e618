"""What the API's error codes mean for whoever tries again. Data alone.

The codes are those that Tencent Cloud documents for the actions that the hooks call, and its common ones.
"""

# Not carried out, or carried out in vain; a moment later the same call may succeed.
SOON = frozenset((
    # A rate limit, of the gateway or of the VPC's own.
    'LimitExceeded.ActionLimited',
    # Passing faults.
    'FailedOperation.NetDetectTimeOut', 'InternalServerError', 'ResourceUnavailable', 'ServiceUnavailable',
    # Busy with another change, or between two states.
    'FailedOperation.TaskFailed', 'InvalidAddressIdStatus.NotPermit', 'InvalidAddressState',
    'UnsupportedOperation.AddressStatusNotPermit', 'UnsupportedOperation.InvalidState',
    # The ClientToken is used up: the next call has another one.
    'UnsupportedOperation.DeliveryFailed', 'UnsupportedOperation.IdempotentParameterMismatch',
    # Other credentials are asked for.
    'UnauthorizedOperation.InvalidToken'))

# Whatever follows: documented or not, the members of a family mean the same.
SOON_FAMILIES = ('AuthFailure', 'InternalError', 'RequestLimitExceeded')

# A missing permission: of the family, but for a person to grant.
SLOW = frozenset(('AuthFailure.UnauthorizedOperation',))

# The actions on EIPs and those on ENIs spell the first half differently.
SOON_ENDINGS = ('.IdempotentProcessing', '.MutexOperationTaskRunning', '.MutexTaskRunning')


def classify(code):
    """soon: try again within a second; slow: it needs somebody's hand, so try ever more rarely."""
    if code in SLOW:
        return 'slow'
    if code in SOON or code.endswith(SOON_ENDINGS) or code.split('.')[0] in SOON_FAMILIES:
        return 'soon'
    return 'slow'
