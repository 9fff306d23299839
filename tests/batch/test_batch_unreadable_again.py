"""A report that cannot be read now is no report that is done already."""

import pytest

from policysum.batch.report import is_up_to_date
from policysum.errors import DocumentError


class Unreadable:
    def __init__(self, error):
        self.error = error

    def digest(self):
        raise self.error


@pytest.mark.parametrize("error", [OSError("gone"), DocumentError("damaged")])
def test_what_cannot_be_read_now_is_not_passed_over(error):
    assert is_up_to_date(Unreadable(error), None) is False
