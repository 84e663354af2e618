import unittest

import load  # noqa: F401
from vip.log import Log


class Host:
    def now(self):
        return 0.0

    def wall(self):
        return 0.0

    def queue(self, size):
        return None


class Harmless(unittest.TestCase):
    def test_what_others_said_steers_no_terminal_and_starts_no_line(self):
        line = Log(Host()).render('unhealthy: http said \x1b[2J\x1b]0;title\x07\rfake\n[2026-01-01] line \u202e \x9b31m')
        self.assertTrue(line.endswith('\n'))
        self.assertNotRegex(line[:-1], '[\x00-\x1f\x7f-\x9f\u202e]')
        self.assertIn('unhealthy: http said', line)

    def test_words_stay_as_they_are(self):
        self.assertIn('became MASTER: 10.0.1.100 → eni-1 (é, 中)', Log(Host()).render('became MASTER: 10.0.1.100 → eni-1 (é, 中)'))


if __name__ == '__main__':
    unittest.main()
