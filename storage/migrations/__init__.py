"""The steps that lead a database to the tables of `storage.sql.tables`, oldest first.

Each version spells its tables out, so that it does the same today as on the day it was written.
Write a new one by hand beside the others; `tests/storage` compares where the steps arrive with the
tables. There is no way down: the road back is the backup that was taken before the upgrade.
"""
