"""What the API's error codes mean for whoever tries again. Data alone."""

# unsent: refused before anything was done, by a rate limit   soon: a passing fault of the API
# slowly: the resource is busy with another change            token: the ClientToken is used up
# credentials: the signature was refused                      final: all others; the same call is refused again
CODES = {
    'AuthFailure.UnauthorizedOperation': 'final',
    'DesOperation.MutexTaskRunning': 'slowly',
    'FailedOperation.NetDetectTimeOut': 'soon',
    'FailedOperation.TaskFailed': 'slowly',
    'InternalError': 'soon',
    'InternalError.ModuleError': 'soon',
    'InternalServerError': 'soon',
    'InvalidAddressIdStatus.NotPermit': 'slowly',
    'InvalidAddressState': 'slowly',
    'LimitExceeded.ActionLimited': 'unsent',
    'OperationDenied.MutexTaskRunning': 'slowly',
    'RequestLimitExceeded': 'unsent',
    'ResourceUnavailable': 'soon',
    'ServiceUnavailable': 'soon',
    'UnauthorizedOperation.InvalidToken': 'credentials',
    'UnsupportedOperation.AddressStatusNotPermit': 'slowly',
    'UnsupportedOperation.DeliveryFailed': 'token',
    'UnsupportedOperation.IdempotentParameterMismatch': 'token',
    'UnsupportedOperation.IdempotentProcessing': 'slowly',
    'UnsupportedOperation.InvalidState': 'slowly',
    'UnsupportedOperation.MutexOperationTaskRunning': 'slowly',
}
# Codes that several services spell with another first half, and families whose members mean the same.
CODE_ENDINGS = {'IdempotentProcessing': 'slowly', 'MutexOperationTaskRunning': 'slowly', 'MutexTaskRunning': 'slowly'}
CODE_FAMILIES = {'AuthFailure': 'credentials', 'InternalError': 'soon', 'RequestLimitExceeded': 'unsent'}


def classify(code):
    family, _, ending = code.partition('.')
    return CODES.get(code) or CODE_ENDINGS.get(ending) or CODE_FAMILIES.get(family) or 'final'
