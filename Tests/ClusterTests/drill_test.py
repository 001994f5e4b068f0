"""Whether the drills would see what they look for; script/test-cluster runs it. It needs no cluster."""

import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "deploy/cluster"), str(ROOT / "Tests/GaleraTests")]

import next_source  # noqa: E402
from comparison import Content  # noqa: E402
from drill import lost_and_doubled  # noqa: E402
from drill_record import Record, Tally  # noqa: E402


class RecordTests(unittest.TestCase):
    def setUp(self):
        self.record, self.stored = Record("a drill"), Content()
        for write in (("tweet", 7, "안녕"), ("like", 8, 1), ("follow", 8, 7)):
            self.record.note_write(write)
        self.stored.tweets, self.stored.likes, self.stored.follows = {1: (7, "안녕")}, {(8, 1)}, {(8, 7)}

    def test_nothing_is_lost_when_all_is_there(self):
        self.assertEqual(lost_and_doubled(self.record, self.stored), (set(), []))

    def test_each_kind_of_lost_write_is_seen(self):
        self.stored.tweets, self.stored.likes, self.stored.follows = {}, set(), set()
        self.assertEqual(lost_and_doubled(self.record, self.stored)[0], self.record.acknowledged)

    def test_a_tweet_that_was_done_twice_is_seen(self):
        self.stored.tweets[2] = (7, "안녕")
        self.assertEqual(lost_and_doubled(self.record, self.stored)[1], [("tweet", 7, "안녕")])

    def test_the_longest_stall_counts_the_beginning_and_the_end(self):
        self.assertEqual(Tally(good=[1, 2, 5, 6]).longest_stall(0, 7), 3)
        self.assertEqual(Tally(good=[5, 6]).longest_stall(0, 7), 5)
        self.assertEqual(Tally(good=[1]).longest_stall(0, 7), 6)
        self.assertEqual(Tally().longest_stall(0, 7), 7)


class NextSourceTests(unittest.TestCase):
    def test_it_is_this_source_and_one_migration_more(self):
        with tempfile.TemporaryDirectory() as folder:
            next_source.main(folder)
            migrations = pathlib.Path(folder, next_source.MIGRATIONS)
            (new,) = {path.name for path in migrations.iterdir()} - {
                path.name for path in (ROOT / next_source.MIGRATIONS).iterdir()}
            count = len(list((ROOT / next_source.MIGRATIONS).glob("Migration[0-9]*.swift")))
            self.assertEqual(new, f"Migration{count + 1}Drill.swift")
            listing = (migrations / "Migrations.swift").read_text()
            names = re.search(r"\[Migration\] = \[(.*?)\]", listing, re.S)[1].replace(",", " ").split()
            self.assertEqual((len(names), names[-1]), (count + 1, "drill"))
            self.assertIn(f"compatibleFrom: {count})", (migrations / new).read_text())


if __name__ == "__main__":
    unittest.main()
