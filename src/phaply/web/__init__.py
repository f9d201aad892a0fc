"""The local page (`phaply serve`): drop drafts and the plans above them, read the findings, take them home as Word, HTML or Excel.

Nothing that is sent here touches the disk: files and answers live in memory until they expire. The work is done in processes of
their own, each with a limit of time and memory.
"""
