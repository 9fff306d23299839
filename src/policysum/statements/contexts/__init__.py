"""What surrounds each number of a ledger: which words are whose, from where to where it changed, how names compare."""
