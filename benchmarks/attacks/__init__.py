"""Attacks on policysum, by class; `benchmarks/attack.py` runs them, tests/attack/ a small one of each."""
