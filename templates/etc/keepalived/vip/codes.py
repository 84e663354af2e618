"""What the API's error codes mean for whoever tries again. Data alone."""

# The call was not carried out, and a moment later it may be.
SOON = (
    'AuthFailure', 'FailedOperation', 'InternalError', 'InternalServerError', 'LimitExceeded.ActionLimited',
    'OperationDenied.MutexTaskRunning', 'RequestLimitExceeded', 'ResourceUnavailable', 'ServiceUnavailable',
    'UnsupportedOperation.InvalidState', 'UnsupportedOperation.MutexOperationTaskRunning')
SOON_ENDINGS = ('.IdempotentProcessing',)


def classify(code):
    """soon: try again within a second; slow: it needs somebody's hand, so try ever more rarely."""
    if code.endswith(SOON_ENDINGS):
        return 'soon'
    return 'soon' if any(code == known or code.startswith(known + '.') for known in SOON) else 'slow'
