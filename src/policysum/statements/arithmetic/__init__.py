"""What a report states of its numbers that can be reckoned again: who is a part, a share, a rate or a count of what."""
